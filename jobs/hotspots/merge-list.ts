import { byHeat, type Ranked } from './rank.ts';

/** A ward's list as the run before left it. */
export interface StandingList {
  /** More events stood behind it. */
  isCut: boolean;
  /** Its last row. */
  last: Ranked;
  /** Rows whose events were not looked at again: they still hold. */
  holding: number;
  /** Events that were: their rows hold no more. */
  touched: readonly string[];
}

/** What changes in a list by what was found anew of the touched events. */
export interface MergedList<Fresh> {
  /** The found rows that have a place in it. */
  fresh: Fresh[];
  /** Events that have lost theirs. */
  gone: string[];
  length: number;
}

/**
 * Merges a ward's list with what was found of its touched events. An event that was neither listed nor touched is
 * nowhere hotter than the last row of a list that was cut, so above that row nothing is missing; what falls behind it is
 * left out, as others may stand before it. Null when too few rows are left to fill what is listed.
 */
export function mergeList<Fresh extends Ranked>(
  list: StandingList | undefined,
  found: readonly Fresh[],
  listed: number,
): MergedList<Fresh> | null {
  if (!list) return { fresh: [...found], gone: [], length: found.length };
  const fresh = list.isCut ? found.filter((row) => byHeat(row, list.last) <= 0) : [...found];
  const length = list.holding + fresh.length;
  if (list.isCut && length < listed) return null;
  const staying = new Set(fresh.map(({ event_id }) => event_id));
  return { fresh, gone: list.touched.filter((id) => !staying.has(id)), length };
}
