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

/**
 * The rows of an event, which the warehouse gives month by month in any order, each month's by days: turned round they are
 * nearly in order. There the sorting took a fifth of the statement. Ties are broken by hashes, so that which of two equal
 * texts counts is the same every time.
 */
function latestFirst({ at, day, person, copy }: FactColumns, runs: readonly Stretch[]): number[] {
  const rows: number[] = [];
  for (const { start, end } of runs.toSorted((a, b) => day[b.start]! - day[a.start]!))
    for (let row = end - 1; row >= start; row--) rows.push(row);
  return rows.sort((a, b) => at[b]! - at[a]! || person[b]! - person[a]! || copy[b]! - copy[a]!);
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
