import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import { FREE_QUESTIONS } from './heat-parameters.ts';
import { Scratch } from './scratch.ts';

/** An event's documents in a ward, latest first, with those that share a person or a text numbered alike, from 0. */
export interface Told {
  facts: FactColumns;
  rows: readonly number[];
  persons: Int32Array;
  texts: Int32Array;
}

export interface DayCount {
  day: number;
  reporters: number;
}

/** On which day each person and each text was counted last, for complaints and for questions. */
const [people, copies] = [
  [new Scratch(), new Scratch()],
  [new Scratch(), new Scratch()],
] as const;

/**
 * Distinct reporters of each day among the rows [start, end), copies of one text one voice; while few have spoken on a
 * day, those who only ask are none. Latest first, the rows of a day stand together.
 */
export function reportersByDay({ facts, rows, persons, texts }: Told, start: number, end: number): DayCount[] {
  const toldBy = people.map((each) => each.zeros(rows.length));
  const toldAs = copies.map((each) => each.zeros(rows.length));
  const days: DayCount[] = [];
  const spoke: [number, number] = [0, 0];
  const distinct: [number, number] = [0, 0];
  for (let i = start; i < end;) {
    const day = facts.day[rows[i]!]!;
    spoke.fill(0);
    distinct.fill(0);
    for (; i < end && facts.day[rows[i]!] === day; i++) {
      const weighs = facts.weighs[rows[i]!]!;
      if (weighs === 0) continue;
      const kind = (weighs - 1) as 0 | 1;
      if (toldBy[kind]![persons[i]!] !== day) spoke[kind] += 1;
      if (toldAs[kind]![texts[i]!] !== day) distinct[kind] += 1;
      toldBy[kind]![persons[i]!] = day;
      toldAs[kind]![texts[i]!] = day;
    }
    const complaining = Math.min(spoke[0], distinct[0]);
    const asking = Math.min(spoke[1], distinct[1]);
    days.push({ day, reporters: Math.max(complaining, complaining + asking - FREE_QUESTIONS) });
  }
  return days;
}

/** The latest of equal days: what is going on now matters more than what was. */
export function peakOf(days: readonly DayCount[]): DayCount {
  let peak: DayCount = { day: 0, reporters: 0 };
  for (const each of days) if (each.reporters > peak.reporters) peak = each;
  return peak;
}
