import { byHeat, type Ranked } from './rank.ts';

/** A row of a ward's list as the run before left it. */
export interface OldRow extends Ranked {
  /** More events stood behind the list. */
  is_cut: number;
  /** Its event was looked at again: this row no longer holds. */
  touched: number;
}

/** A list made of rows that still hold and rows found anew. */
export interface MergedList<Old, Fresh> {
  /** The found rows that have a place in it. */
  fresh: Fresh[];
  /** Rows that held and have no place any more. */
  dropped: Old[];
  length: number;
  isCut: boolean;
}

/**
 * Merges a ward's list with what was found anew of its touched events. An event that was neither listed nor touched is
 * nowhere hotter than the last row of a list that was cut, so above that row nothing is missing; what falls behind it
 * is left out, as others may stand before it. Null when too few rows are left to fill what is listed.
 */
export function mergeList<Old extends OldRow, Fresh extends Ranked & Pick<OldRow, 'is_cut'>>(
  old: readonly Old[],
  found: readonly Fresh[],
  size: { listed: number; kept: number },
): MergedList<Old, Fresh> | null {
  const wasCut = old.some((row) => row.is_cut === 1);
  const last = wasCut ? old.toSorted(byHeat).at(-1)! : undefined;
  const holding = old.filter((row) => row.touched === 0);
  const known = last ? found.filter((row) => byHeat(row, last) <= 0) : [...found];
  const order = [...holding, ...known].toSorted(byHeat);
  const listed = new Set<Ranked>(order.slice(0, size.kept));
  const isCut = wasCut || found.some((row) => row.is_cut === 1) || order.length > size.kept;
  if (isCut && listed.size < size.listed) return null;
  return {
    fresh: known.filter((row) => listed.has(row)),
    dropped: holding.filter((row) => !listed.has(row)),
    length: listed.size,
    isCut,
  };
}
