import { z } from 'zod';
import { type Found, searchDocuments } from '#jobs/search/search-documents.ts';
import { highlight } from '#jobs/search/highlight.ts';
import { type FoundDocument, listFoundDocuments } from '#warehouse/analytics/search/list-found-documents.ts';
import { listFoundEvents } from '#warehouse/analytics/search/list-found-events.ts';
import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import { documentKey } from '#warehouse/model/document.ts';
import { windowDays } from '#warehouse/model/hotspot.ts';
import type { ApiContext } from '../context.ts';
import type { SearchResult } from '../contract/documents.ts';
import { copiesOf, toDocumentView } from './document-list.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

/** Best documents that are read, of which the first are shown; all speak for their events. */
const READ = 200;
const SHOWN_DOCUMENTS = 50;
const SHOWN_EVENTS = 8;

/** Where the filter of other pages looks at a week, a search without `days` looks at all times. */
export const searchSchema = z.object({
  q: z.string().trim().min(1).max(100),
  days: z.coerce
    .number()
    .refine((days) => (windowDays as readonly number[]).includes(days))
    .optional(),
});

/** GET /api/search: documents and events in the asker's scope that hold the words, with why and where. */
export async function search(
  context: ApiContext,
  view: Viewpoint,
  { q, days }: z.infer<typeof searchSchema>,
): Promise<SearchResult> {
  const { reader, searching } = context;
  const filter: PageFilter = { ...view.filter, ...(days === undefined ? { from: '1990-01-01T00:00:00.000Z' } : {}) };
  const asked = searching.read(q);
  const found = await searchDocuments(reader, filter, { asked, synonyms: searching.synonyms, at: view.at });
  const words = [...new Set(found.hits.flatMap((hit) => hit.found))];
  const documents = await readRanked(context, filter, { found, words });
  const shown = documents.slice(0, SHOWN_DOCUMENTS).map(({ row }) => row);
  const [events, copies] = await Promise.all([
    eventsOf(context, view, { documents, words }),
    copiesOf(context, { ...filter, ...spanOf(filter, shown) }, shown),
  ]);
  return {
    at: view.at,
    isPartial: found.mode === 'any' || found.matters.some(({ isRequired, words: of }) => isRequired && of.length === 0),
    total: documents.length < READ ? documents.length : found.total,
    matters: mattersOf(found, documents),
    documents: shown.map((row) => ({
      ...toDocumentView(context, row, copies(row)),
      eventId: row.event_id,
      marks: { title: highlight(row.title, words), text: highlight(row.text, words) },
    })),
    events,
  };
}

interface ReadDocument {
  row: FoundDocument;
  score: number;
  found: readonly string[];
}

const keyOf = (row: { source_id: string; external_id: string }): string =>
  documentKey({ sourceId: row.source_id, externalId: row.external_id });

/** The months that the rows stand in, and no other partition. */
function spanOf(filter: PageFilter, rows: readonly { published_at: string }[]): Pick<PageFilter, 'from' | 'to'> {
  if (rows.length === 0) return filter;
  const times = rows.map((row) => Date.parse(row.published_at));
  return {
    from: new Date(Math.max(Date.parse(filter.from), Math.min(...times) - 1)).toISOString(),
    to: new Date(Math.max(...times)).toISOString(),
  };
}

async function readRanked(
  { reader }: ApiContext,
  filter: PageFilter,
  { found, words }: { found: Found; words: readonly string[] },
): Promise<ReadDocument[]> {
  const best = found.hits.slice(0, READ);
  if (best.length === 0) return [];
  const rows = await listFoundDocuments(reader, { ...filter, ...spanOf(filter, best) }, { keys: best, words });
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return best.flatMap((hit) => {
    const row = byKey.get(keyOf(hit));
    return row ? [{ row, score: hit.score, found: hit.found }] : [];
  });
}

/** What was looked for, told with words of the shown documents only: others may be of people whom the asker may not read. */
function mattersOf({ matters }: Found, documents: readonly ReadDocument[]): SearchResult['matters'] {
  const told = new Set(documents.flatMap(({ found }) => found));
  return matters
    .filter(({ isRequired }) => isRequired)
    .flatMap(({ asked, words }) => {
      const found = words.filter(({ word }) => told.has(word));
      const by = (...reasons: string[]): string[] =>
        found.filter(({ reason }) => reasons.includes(reason)).map(({ word }) => word);
      return found.length > 0 ? [{ asked, synonyms: by('synonym'), guesses: by('sound', 'spelling') }] : [];
    });
}

async function eventsOf(
  context: ApiContext,
  view: Viewpoint,
  { documents, words }: { documents: readonly ReadDocument[]; words: readonly string[] },
): Promise<SearchResult['events']> {
  const scores = new Map<string, { score: number; found: number }>();
  for (const { row, score } of documents) {
    const known = scores.get(row.event_id) ?? { score: 0, found: 0 };
    // Each further document adds half as much: ten that mention it do not outdo one that is about it.
    scores.set(row.event_id, { score: known.score + score / 2 ** known.found, found: known.found + 1 });
  }
  scores.delete('');
  const best = [...scores].toSorted((a, b) => b[1].score - a[1].score).slice(0, SHOWN_EVENTS);
  const ids = best.map(([id]) => id);
  if (ids.length === 0) return [];
  const [events, own] = await Promise.all([listFoundEvents(context.reader, ids), ownWordsOf(context, view, ids)]);
  const byId = new Map(events.map((event) => [event.event_id, event]));
  return best.flatMap(([id, { found }]) => {
    const told = byId.get(id);
    if (!told) return [];
    const part = own.get(id);
    const event = part ? { ...told, ...part, document_count: part.documents } : told;
    return [
      {
        eventId: id,
        kind: event.kind,
        title: event.title,
        marks: highlight(event.title, words),
        place: event.place,
        topicCode: event.topic_code,
        topicName: context.names.topic(event.topic_code),
        firstAt: event.first_at,
        lastAt: event.last_at,
        documentCount: event.document_count,
        found,
      },
    ];
  });
}
