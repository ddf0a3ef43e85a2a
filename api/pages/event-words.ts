import { listEventWords } from '#warehouse/analytics/pages/list-event-words.ts';
import type { ApiContext } from '../context.ts';
import type { HotspotRow } from '../contract/hotspots.ts';
import type { Viewpoint } from './viewpoint.ts';

/**
 * Sentence and crowds of events, by event. Empty for an asker who sees a part of the district: they are said in the
 * words of any member, a neighbouring ward's too (own-words.ts).
 */
export async function eventWordsOf(
  context: ApiContext,
  { scope }: Viewpoint,
  rows: readonly Pick<HotspotRow, 'eventId'>[],
): Promise<ReadonlyMap<string, { summary: string; crowds: string }>> {
  if (!scope.wards.includes('') || scope.lines !== null || rows.length === 0) return new Map();
  const words = await listEventWords(
    context.reader,
    rows.map(({ eventId }) => eventId),
  );
  return new Map(words.map((one) => [one.event_id, one]));
}
