import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { stretchesOf } from './stretches.ts';

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

/** The documents event by event. */
export function* splitByEvent(facts: FactColumns): Generator<EventFacts> {
  for (const { key, start, end } of stretchesOf(facts.event)) yield { event: key, facts, rows: rowsFrom(start, end) };
}

function rowsFrom(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
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
