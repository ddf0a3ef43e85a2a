import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';

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
  const { event } = facts;
  let rows: number[] = [];
  for (let row = 0; row < event.length; row++) {
    rows.push(row);
    if (event[row] === event[row + 1]) continue;
    yield { event: event[row]!.toString(), facts, rows };
    rows = [];
  }
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

function wardOf({ street, community }: FactColumns, row: number, level: WardLevel): number {
  if (level === 'street') return street[row]!;
  return community[row] === 0 ? 0 : street[row]! * 1000 + community[row]!;
}
