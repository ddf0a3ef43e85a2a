import { listOwnWords, type OwnWords } from '#warehouse/analytics/pages/list-own-words.ts';
import type { ApiContext } from '../context.ts';
import type { Viewpoint } from './viewpoint.ts';

/** Shown in place of a title when all that the asker may see of an event is private. */
const UNQUOTED = '不公开诉求';

/**
 * What an event is called for an asker who sees a part of it only, by event; empty for one who sees the whole
 * district. The words of a neighbouring ward's residents are not told, not even as the title of a shared matter.
 */
export async function ownWordsOf(
  context: ApiContext,
  view: Viewpoint,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, OwnWords>> {
  const { wards, lines } = view.scope;
  if (eventIds.length === 0 || (wards.includes('') && lines === null)) return new Map();
  const life = { scope: view.scope, from: '1990-01-01T00:00:00.000Z', to: view.at };
  const rows = await listOwnWords(context.reader, life, eventIds);
  return new Map(rows.map((row) => [row.event_id, { ...row, title: row.title || UNQUOTED }]));
}
