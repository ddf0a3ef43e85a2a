import { reviewReplies } from '#jobs/topics/review-replies.ts';
import { listAnswered } from '#warehouse/analytics/pages/list-answered.ts';
import { documentKey } from '#warehouse/model/document.ts';
import type { ApiContext } from '../context.ts';
import type { ReplyFault, ReplyList } from '../contract/replies.ts';
import type { Viewpoint } from './viewpoint.ts';

/** Compared in some tenths of a second; copies are found among these. */
const READ = 500;

/**
 * GET /api/replies: replies that a supervisor may look at, in the asker's scope: beside the point, brushed off, copied,
 * or to a complaint that was booked as a question. Those beside the point first; the newest replies of the window are read.
 */
export async function replyList(context: ApiContext, view: Viewpoint): Promise<ReplyList> {
  const rows = await listAnswered(context.reader, view.filter, READ);
  const byId = new Map(rows.map((row) => [keyOf(row.source_id, row.external_id), row]));
  const answered = rows.map(({ source_id, external_id, title, text, reply, nature }) => ({
    id: keyOf(source_id, external_id),
    title,
    text,
    reply,
    nature,
  }));
  const reviewed = reviewReplies(answered, []).map(({ id, ...review }) => {
    const row = byId.get(id)!;
    const faults: ReplyFault[] = [
      ...(review.isBeside ? (['beside'] as const) : []),
      ...(review.isBrushOff ? (['brushOff'] as const) : []),
      ...(review.copies > 0 ? (['copied'] as const) : []),
      ...(review.relabelledWords.length > 0 ? (['relabelled'] as const) : []),
    ];
    return {
      sourceId: row.source_id,
      sourceName: context.names.source(row.source_id),
      externalId: row.external_id,
      publishedAt: row.published_at,
      wardName: context.names.ward(row.ward_code),
      topicCode: row.topic_code,
      topicName: context.names.topic(row.topic_code),
      title: row.title,
      reply: row.reply,
      ...review,
      faults,
    };
  });
  return { read: rows.length, isAll: rows.length < READ, rows: reviewed.filter(({ faults }) => faults.length > 0) };
}

const keyOf = (sourceId: string, externalId: string): string => documentKey({ sourceId, externalId });
