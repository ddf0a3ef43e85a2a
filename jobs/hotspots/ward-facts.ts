import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { groupBy } from './group-by.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** Documents of one event, latest first: rows of columns that hold those of others too. */
interface EventFacts {
  /** Number of the event, as a decimal. */
  event: string;
  facts: FactColumns;
  rows: readonly number[];
}

/** Those in one ward of a level; the ward as `ranking_rows` numbers it, the district 0. */
export interface WardFacts extends EventFacts {
  ward: number;
}

/** The documents event by event, each event's latest first. */
export function splitByEvent(facts: FactColumns): EventFacts[] {
  const runs = groupBy(stretchesOf(facts.event), ({ key }) => key);
  return Array.from(runs, ([event, own]) => ({ event, facts, rows: latestFirst(facts, own) }));
}

/** So many places a row may move on average before sorting is the better way. */
const NEAR = 8;

/**
 * The rows of an event, which the warehouse gives month by month in any order, each month's by days: turned round, each
 * has a few places to move. There the sorting took a fifth of the statement. Ties are broken by hashes, so that which of two
 * equal texts counts is the same every time.
 */
function latestFirst({ at, day, person, copy }: FactColumns, runs: readonly Stretch[]): number[] {
  const rows: number[] = [];
  const compare = (a: number, b: number): number => at[b]! - at[a]! || person[b]! - person[a]! || copy[b]! - copy[a]!;
  let moves = 0;
  for (const { start, end } of runs.length === 1 ? runs : runs.toSorted((a, b) => day[b.start]! - day[a.start]!))
    for (let row = end - 1; row >= start; row--) {
      let place = rows.length;
      for (
        rows.push(row);
        place > 0 && moves <= NEAR * rows.length && compare(row, rows[place - 1]!) < 0;
        place--, moves++
      )
        rows[place] = rows[place - 1]!;
      rows[place] = row;
    }
  return moves <= NEAR * rows.length ? rows : rows.sort(compare);
}

/** Splits an event's documents by the wards of a level; what is not located so deep falls to none, but all to the district. */
export function splitByWard(own: EventFacts, level: WardLevel): WardFacts[] {
  if (level === 'district') return [{ ...own, ward: 0 }];
  const wards = new Map<number, number[]>();
  for (const row of own.rows) {
    const ward = wardOf(own.facts, row, level);
    if (ward === 0) continue;
    const group = wards.get(ward);
    if (group) group.push(row);
    else wards.set(ward, [row]);
  }
  return [...wards].map(([ward, rows]) => ({ ...own, ward, rows }));
}

/** An event's documents in one ward of a level. */
export function inWard(own: EventFacts, level: WardLevel, ward: number): WardFacts {
  return {
    ...own,
    ward,
    rows: ward === 0 ? own.rows : own.rows.filter((row) => wardOf(own.facts, row, level) === ward),
  };
}

function wardOf({ street, community }: FactColumns, row: number, level: WardLevel): number {
  if (level === 'street') return street[row]!;
  return community[row] === 0 ? 0 : street[row]! * 1000 + community[row]!;
}
