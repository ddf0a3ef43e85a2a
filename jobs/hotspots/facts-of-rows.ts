import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import type { WardFacts } from './ward-facts.ts';

/** One document as a ranking sees it (see list-event-facts.ts). */
export interface EventFact {
  event: string;
  at: number;
  day: number;
  /** Twelve digits as a number: 000 at the end where only the street is known, 0 where not even that. */
  ward: number;
  person: number;
  copy: number;
  source: number;
  severity: number;
  weighs: number;
  isOpen: boolean;
  isPrivate: boolean;
}

/** The documents of one event, latest first, that come from elsewhere than the warehouse: of the whole district. */
export function factsOfRows(own: readonly EventFact[]): WardFacts {
  const column = (value: (fact: EventFact) => number): number[] => own.map(value);
  const facts: FactColumns = {
    event: new BigUint64Array(own.length),
    at: Float64Array.from(column(({ at }) => at)),
    day: Uint16Array.from(column(({ day }) => day)),
    street: Uint32Array.from(column(({ ward }) => Math.floor(ward / 1000))),
    community: Uint16Array.from(column(({ ward }) => ward % 1000)),
    person: Float64Array.from(column(({ person }) => person)),
    copy: Float64Array.from(column(({ copy }) => copy)),
    source: Uint32Array.from(column(({ source }) => source)),
    severity: Uint8Array.from(column(({ severity }) => severity)),
    weighs: Uint8Array.from(column(({ weighs }) => weighs)),
    isOpen: Uint8Array.from(column(({ isOpen }) => Number(isOpen))),
    isPrivate: Uint8Array.from(column(({ isPrivate }) => Number(isPrivate))),
  };
  return { event: own[0]!.event, ward: 0, facts, rows: own.map((_, row) => row) };
}
