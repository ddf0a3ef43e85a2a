import { categories } from '#jobs/topics/taxonomy.ts';
import { countUnsure, listUnsure } from '#warehouse/analytics/pages/list-unsure.ts';
import { listLabelsOf } from '#warehouse/ledger/topics/topic-labels.ts';
import { documentKey } from '#warehouse/model/document.ts';
import type { ApiContext } from '../context.ts';
import type { ConfirmList } from '../contract/learning.ts';
import { toDocumentView } from './document-list.ts';
import { suggestedUnit } from './suggested-unit.ts';
import type { Viewpoint } from './viewpoint.ts';

/** A clerk takes them one by one; the page asks again when these are done. */
const PAGE = 30;

/** GET /api/confirm: public posts whose topic nobody was sure of, newest first, without those that were just answered. */
export async function confirmList(context: ApiContext, view: Viewpoint, mayAnswer: boolean): Promise<ConfirmList> {
  const [rows, total] = await Promise.all([
    listUnsure(context.reader, view.filter, { limit: PAGE }),
    countUnsure(context.reader, view.filter),
  ]);
  const documents = rows.map((row) => ({ sourceId: row.source_id, externalId: row.external_id }));
  const answered = new Set((await listLabelsOf(context.ledger, documents)).map(documentKey));
  const open = rows.filter((_, at) => !answered.has(documentKey(documents[at]!)));
  return {
    mayAnswer,
    total: Math.max(open.length, total - answered.size),
    rows: open.map((row) => ({
      document: { ...toDocumentView(context, row), eventId: '' },
      guesses: row.topic_guesses.map((code) => ({
        code,
        name: context.names.topic(code),
        unit: suggestedUnit(context, { topicCode: code, wardCode: row.ward_code, nature: row.nature }),
      })),
    })),
    topics: categories.flatMap(({ code, zh, topics }) => [
      { code: `${code}00`, name: zh },
      ...topics.map((topic) => ({ code: topic.code, name: `${zh} · ${topic.zh}` })),
    ]),
  };
}
