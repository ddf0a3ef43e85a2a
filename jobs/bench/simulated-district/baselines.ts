import { type EarsMethod, earsStatistic } from '../../hotspots/detect/ears.ts';
import { cellOf, COMMUNITY, DISTRICT, type Level, STREET } from '../../hotspots/detect/space.ts';
import { DAY_MS, ZONE_OFFSET_MS } from './context.ts';
import type { Alarm } from './score-alarms.ts';
import type { SimulatedYear } from './simulate-year.ts';

/** The plain rules that ours is compared with. */
export type Rule = EarsMethod | 'count';
export const rules: readonly Rule[] = ['C1', 'C2', 'C3', 'count'];

/** An alarm with the value at which the rule gives it; a higher threshold gives fewer. */
interface Candidate extends Alarm {
  value: number;
}

const EARS_DAYS = 12;
/** Fewer reporters are never called, by no rule: it only keeps the lists short. */
const MIN_COUNT = 3;

/**
 * All alarms that a rule could give on bursts: each report is a look at the day so far in its community and topic. Two favours
 * are done to the rule: it looks at once instead of once a day, and it counts distinct reporters, so spam does not fool it.
 */
export function burstCandidates(year: SimulatedYear, rule: Rule): Candidate[] {
  const { topics } = year.district.space;
  const history = new Map<number, Map<number, number>>();
  const candidates: Candidate[] = [];
  const today = new Map<number, { day: number; persons: Set<number>; copies: Set<number> }>();
  for (const report of year.reports) {
    const cell = cellOf(report, COMMUNITY, topics);
    const day = Math.floor((report.at + ZONE_OFFSET_MS) / DAY_MS);
    let now = today.get(cell);
    if (now?.day !== day) today.set(cell, (now = { day, persons: new Set(), copies: new Set() }));
    now.persons.add(report.person);
    now.copies.add(report.copy);
    const count = Math.min(now.persons.size, now.copies.size);
    let days = history.get(cell);
    if (!days) history.set(cell, (days = new Map()));
    days.set(day, count);
    if (count < MIN_COUNT) continue;
    const { at, topic, community } = report;
    candidates.push({ at, topic, communities: [community], value: valueOf(rule, days, day) });
  }
  return candidates;
}

/** All alarms that a rule could give on slow rises: the topics of the district and of each street at the end of each day. */
export function riseCandidates(year: SimulatedYear, rule: Rule): Candidate[] {
  const { space } = year.district;
  const candidates: Candidate[] = [];
  for (const level of [DISTRICT, STREET] as const)
    for (const [cell, days] of dailyCounts(year, level)) {
      const topic = cell % space.topics;
      const communities = level === DISTRICT ? [] : membersOf(year, (cell - topic) / space.topics);
      for (const [day, count] of days)
        if (count >= MIN_COUNT)
          candidates.push({
            at: (day + 1) * DAY_MS - ZONE_OFFSET_MS,
            topic,
            communities,
            value: valueOf(rule, days, day),
          });
    }
  return candidates.sort((a, b) => a.at - b.at);
}

function dailyCounts(year: SimulatedYear, level: Level): Map<number, Map<number, number>> {
  const cells = new Map<number, Map<number, number>>();
  const seen = new Set<string>();
  for (const report of year.reports) {
    const cell = cellOf(report, level, year.district.space.topics);
    const day = Math.floor((report.at + ZONE_OFFSET_MS) / DAY_MS);
    const keys = [`${cell}|${day}|p${report.person}`, `${cell}|${day}|c${report.copy}`];
    if (keys.some((key) => seen.has(key))) continue;
    for (const key of keys) seen.add(key);
    let days = cells.get(cell);
    if (!days) cells.set(cell, (days = new Map()));
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return cells;
}

function membersOf({ district }: SimulatedYear, street: number): number[] {
  return Array.from({ length: district.space.communities }, (_, i) => i).filter(
    (i) => district.space.streetOf[i] === street,
  );
}

function valueOf(rule: Rule, days: ReadonlyMap<number, number>, day: number): number {
  if (rule === 'count') return days.get(day) ?? 0;
  return earsStatistic(
    Array.from({ length: EARS_DAYS }, (_, i) => days.get(day - EARS_DAYS + 1 + i) ?? 0),
    rule,
  );
}

/** The alarms at a threshold: a cell that was called is not called again before it has been quiet for a day. */
export function alarmsAbove(candidates: readonly Candidate[], threshold: number): Alarm[] {
  const last = new Map<string, number>();
  return candidates.filter(({ value, at, topic, communities }) => {
    if (value < threshold) return false;
    const key = `${topic}|${communities[0] ?? ''}|${communities.length}`;
    const before = last.get(key) ?? -Infinity;
    last.set(key, at);
    return at - before > DAY_MS;
  });
}
