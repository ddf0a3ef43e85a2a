/** A count that may be published. */
export interface CountedCell {
  value: number;
  /** Too small to publish by itself: fewer than three persons or items of a sensitive matter. */
  small: boolean;
  /** Published whatever comes, e.g. the total of a ward. */
  fixed?: boolean;
}

/** What a reader can add up: the cell `total` is the sum of `parts`. */
export interface CellSum {
  total: string;
  parts: readonly string[];
}

/** Cells that could all be one less and one more, and every sum would still hold. */
export interface Cycle {
  minus: readonly string[];
  plus: readonly string[];
}

/** Fewer persons than this can be guessed (trust: cells < 3). */
export const MIN_CELL = 3;

type Cells = ReadonlyMap<string, CountedCell>;

interface Release {
  cells: Cells;
  sums: readonly CellSum[];
  sumsOf: ReadonlyMap<string, readonly CellSum[]>;
  hidden: Set<string>;
}

/**
 * The cells to leave out of everything that is published together, so that no small one can be worked out. What is left out
 * is not named, so a reader cannot tell it from a zero: both are unknowns, wherever all their sums leave something over.
 * Left out are the small cells; beside them one more, where a sum leaves over fewer than three; and for each small cell that
 * has none yet, a cycle through it: `cyclesOf` gives them, those that cost least for a reader first. A cycle is the proof that
 * nothing follows: with one less along it and one more, all that is published stays as it is, and no count is below zero.
 * Where a cell has no such cycle, all that may be left out is. What `stays` names is left out whatever it is: it was before.
 */
export function suppressSmallCells(
  cells: Cells,
  sums: readonly CellSum[],
  { cyclesOf, stays = [] }: { cyclesOf: (key: string) => Iterable<Cycle[]>; stays?: readonly string[] },
): Set<string> {
  const hidden = new Set([...[...cells].filter(([, cell]) => cell.small).map(([key]) => key), ...stays]);
  if (hidden.size === 0) return hidden;
  const known = sums.map(({ total, parts }) => ({ total, parts: parts.filter((part) => cells.has(part)) }));
  const release: Release = { cells, sums: known, sumsOf: indexSums(known), hidden };
  for (;;) {
    const tight = known.filter((sum) => isTooTight(release, sum));
    for (const sum of tight) hide(release, cheapest(release, sum));
    if (tight.length > 0) continue;
    const before = hidden.size;
    for (const [key, { small }] of cells) {
      if (!small) continue;
      const cycle = cheapestCycle(release, cyclesOf(key));
      if (!cycle) return new Set([...cells].filter(([, { fixed }]) => !fixed).map(([each]) => each));
      for (const each of cycle) hidden.add(each);
    }
    if (hidden.size === before) return hidden;
  }
}

function indexSums(sums: readonly CellSum[]): Map<string, CellSum[]> {
  const index = new Map<string, CellSum[]>();
  for (const sum of sums)
    for (const key of keysOf(sum)) {
      const of = index.get(key);
      if (of) of.push(sum);
      else index.set(key, [sum]);
    }
  return index;
}

const keysOf = ({ total, parts }: CellSum): string[] => [total, ...parts];

/** Whether what a sum leaves over, a small cell among it, is fewer than three, and more could be left out. */
function isTooTight(release: Release, sum: CellSum): boolean {
  const { cells, hidden } = release;
  if (hidden.has(sum.total)) return false;
  const left = sum.parts.filter((part) => hidden.has(part));
  if (!left.some((part) => cells.get(part)!.small)) return false;
  const shown = left.reduce((value, part) => value + cells.get(part)!.value, 0);
  return shown < MIN_CELL && choices(release, sum).length > 0;
}

interface Choice {
  key: string;
  value: number;
  isTotal: boolean;
}

/** What of a sum could be left out as well: leaving out a zero protects nothing. */
function choices({ cells, hidden }: Release, sum: CellSum): Choice[] {
  return keysOf(sum)
    .filter((key) => !hidden.has(key) && !cells.get(key)?.fixed && (cells.get(key)?.value ?? 0) > 0)
    .map((key) => ({ key, value: cells.get(key)!.value, isTotal: key === sum.total }));
}

/** The choice that costs a reader least: no total, whose other sums leave something out already, the smallest, the first. */
function cheapest(release: Release, sum: CellSum): Choice | undefined {
  const { sumsOf, hidden } = release;
  const closed = ({ key }: Choice): number =>
    sumsOf.get(key)!.filter((other) => other !== sum && !keysOf(other).some((each) => hidden.has(each))).length;
  return choices(release, sum)
    .map((choice) => ({ ...choice, closed: closed(choice) }))
    .toSorted((a, b) => Number(a.isTotal) - Number(b.isTotal) || a.closed - b.closed || a.value - b.value)[0];
}

/**
 * What to leave out beside what is, so that a cell has a cycle of unknowns: nothing where it has one; else, of the first group
 * that has any, the fewest documents; undefined where there is none.
 */
function cheapestCycle(release: Release, groups: Iterable<Cycle[]>): string[] | undefined {
  let first: { keys: string[]; cost: number } | undefined;
  for (const group of groups) {
    let best: typeof first;
    for (const cycle of group) {
      const found = costOf(release, cycle);
      if (found?.keys.length === 0) return [];
      if (found && (!best || found.cost < best.cost)) best = found;
    }
    first ??= best;
  }
  return first?.keys;
}

/** What a cycle leaves out beyond what is; undefined where a cell is certain, or no number could be another. */
function costOf(
  { cells, sumsOf, hidden }: Release,
  { minus, plus }: Cycle,
): { keys: string[]; cost: number } | undefined {
  const all = [...minus, ...plus];
  if (all.some((key) => !cells.has(key) || cells.get(key)!.fixed)) return undefined;
  const isPositive = (key: string): boolean => cells.get(key)!.value > 0;
  if (!minus.every(isPositive) && !plus.every(isPositive)) return undefined;
  const left = new Set(all.filter(isPositive));
  // A zero is printed as nothing: it is uncertain only where each of its sums leaves something over.
  const isOpen = (sum: CellSum): boolean => keysOf(sum).some((key) => left.has(key) || hidden.has(key));
  if (!all.every((key) => left.has(key) || sumsOf.get(key)!.every(isOpen))) return undefined;
  const keys = [...left].filter((key) => !hidden.has(key));
  return { keys, cost: keys.reduce((sum, key) => sum + cells.get(key)!.value, 0) };
}

function hide({ hidden }: Release, choice: Choice | undefined): boolean {
  if (choice) hidden.add(choice.key);
  return choice !== undefined;
}
