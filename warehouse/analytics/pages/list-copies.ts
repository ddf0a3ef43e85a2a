import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

/**
 * Two texts are one that was copied when they share this part of all words that they hold: of twenty words two may
 * differ (another house number, another closing). A text of fewer words is said alike by chance.
 */
const SHARED_WORDS = 0.8;
const MIN_WORDS = 4;
/**
 * Sketches (SimHash of n-grams, 64 bits) further apart are not compared by their words. Copies with two words changed
 * differ in some ten bits, texts about other things in some thirty.
 */
const SKETCH_BITS = 18;

const rowSchema = z.object({ source_id: z.string(), external_id: z.string(), copies: z.number() });
export type CopyCount = z.infer<typeof rowSchema>;

/**
 * How many public documents of the window and scope say the same as each of the given ones, itself included; those that
 * nobody copied are left out. Only members of one event are compared: a copy joins the event of what it copies. A private document is no copy of anything that a page shows.
 */
export function listCopies(
  reader: Analytics,
  filter: PageFilter,
  documents: readonly { source_id: string; external_id: string; event_id: string }[],
): Promise<CopyCount[]> {
  const eventIds = [...new Set(documents.map((row) => row.event_id))].filter(Boolean);
  if (eventIds.length === 0) return Promise.resolve([]);
  return runQuery(reader, {
    name: 'list_copies',
    sql: `WITH members AS (
            SELECT source_id, external_id, event_id, words, sketch
            FROM (SELECT source_id, external_id, arrayDistinct(tokens) AS words,
                         ngramSimHashUTF8(concat(title, ' ', text)) AS sketch
                  FROM documents FINAL
                  WHERE (source_id, external_id) IN
                          (SELECT source_id, external_id FROM memberships FINAL
                           WHERE ${PAGE_CONDITION} AND event_id IN {eventIds:Array(String)})
                    AND ${PAGE_CONDITION} AND visibility = 'public' AND length(tokens) >= {minWords:UInt8}) AS d
            INNER JOIN (SELECT source_id, external_id, event_id FROM memberships FINAL
                        WHERE ${PAGE_CONDITION} AND event_id IN {eventIds:Array(String)}) AS m
              ON m.source_id = d.source_id AND m.external_id = d.external_id)
          SELECT a.source_id AS source_id, a.external_id AS external_id, count() AS copies
          FROM (SELECT * FROM members WHERE (source_id, external_id) IN
                  (SELECT arrayJoin(arrayZip({sourceIds:Array(String)}, {externalIds:Array(String)})) AS pair)) AS a
          INNER JOIN members AS b ON a.event_id = b.event_id
          WHERE bitHammingDistance(a.sketch, b.sketch) <= {bits:UInt8}
            AND (1 + {share:Float64}) * length(arrayIntersect(a.words, b.words))
                >= {share:Float64} * (length(a.words) + length(b.words))
          GROUP BY source_id, external_id HAVING copies > 1
          LIMIT {limit:UInt32}`,
    params: {
      ...pageParams(filter),
      eventIds,
      sourceIds: documents.map((row) => row.source_id),
      externalIds: documents.map((row) => row.external_id),
      minWords: MIN_WORDS,
      bits: SKETCH_BITS,
      share: SHARED_WORDS,
      limit: documents.length,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
