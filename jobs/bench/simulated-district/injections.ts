import type { Report } from '../../hotspots/detect/space.ts';
import { afterTheNight, drawTimeOfDay, TOPICS } from './district.ts';
import {
  DAY_MS,
  HOUR_MS,
  reportAt,
  type Rise,
  type SimulationContext,
  WARM_UP_DAYS,
  YEAR_DAYS,
  ZONE_OFFSET_MS,
} from './context.ts';

/** Something that really happened, which a detector should find. */
export interface Injection {
  kind: 'small' | 'medium' | 'large' | 'rise' | 'faint-rise' | 'cluster' | 'surge';
  topic: number;
  /** Communities it happened in; empty for the whole district. */
  communities: readonly number[];
  /** Distinct reporters injected; 0 where it is a rate that rose. */
  size: number;
  /** First and last injected report. */
  from: number;
  to: number;
}

/** How many of each kind a year has: enough to count, few enough to leave the background as it is. */
const PER_YEAR = { small: 60, medium: 60, large: 40, rise: 8, 'faint-rise': 6, cluster: 24, surge: 10 } as const;
/** Reporters of the three sizes of burst; the medium ones lie around the ten of the target. */
const SIZES = { small: [5, 6, 7], medium: [8, 9, 10, 10, 11, 12], large: [20] } as const;
/** A burst's reports come with this mean delay after its beginning: most of them within the same day (story B1). */
const BURST_HOURS = 4;
/** A cluster spreads over this many adjacent communities and days, with two or three reporters in each. */
const CLUSTER_WARDS = [5, 6, 7, 8] as const;
const CLUSTER_DAYS = 3;
/**
 * What the series of a rise brings a day before it: a topic of the district; and, faint, a topic of one street. Doubling two
 * a day tells nothing within a week, whoever looks.
 */
const RISE_PER_DAY = { rise: [8, Infinity], 'faint-rise': [3, 8] } as const;
const RISE_DAYS = 14;
/** A storm multiplies one topic over the whole district for a day. */
const SURGE_FACTOR = 4;

interface Injected {
  injections: Injection[];
  reports: Report[];
  surgeOf: (topic: number, day: number) => number;
  riseOf: Rise[];
}

/** Plans everything that happens in the year, each on a random day after the warm-up, apart from other injections of its topic. */
export function injectAll(context: SimulationContext, perDay: (topic: number) => number): Injected {
  const plan: Injected = { injections: [], reports: [], surgeOf: () => 1, riseOf: [] };
  const taken = new Map<number, [from: number, to: number][]>();
  const free = (topic: number, from: number, to: number): boolean => {
    const spans = taken.get(topic) ?? [];
    if (spans.some((span) => from < span[1] && span[0] < to)) return false;
    taken.set(topic, [...spans, [from, to]]);
    return true;
  };
  for (const kind of ['small', 'medium', 'large'] as const) repeat(PER_YEAR[kind], () => addBurst(context, plan, kind));
  repeat(PER_YEAR.cluster, () => addCluster(context, plan));
  for (const kind of ['rise', 'faint-rise'] as const)
    repeat(PER_YEAR[kind], () => addRisingSeries(context, plan, { kind, perDay, free }));
  addSurges(context, plan, free);
  return plan;
}

function repeat(times: number, work: (i: number) => void): void {
  for (let i = 0; i < times; i++) work(i);
}

const pick = <T>(context: SimulationContext, from: readonly T[]): T =>
  from[Math.floor(context.random() * from.length)]!;

function drawDay(context: SimulationContext, lasts: number): number {
  return context.firstDay + WARM_UP_DAYS + Math.floor(context.random() * (YEAR_DAYS - lasts));
}

function addBurst(context: SimulationContext, plan: Injected, kind: 'small' | 'medium' | 'large'): void {
  const { random } = context;
  const cell = context.district.drawCell(random);
  const size = pick(context, SIZES[kind]);
  const begin = drawDay(context, 3) * DAY_MS - ZONE_OFFSET_MS + drawTimeOfDay(random);
  const times = Array.from({ length: size }, () =>
    afterTheNight(begin - BURST_HOURS * HOUR_MS * Math.log(1 - random()), ZONE_OFFSET_MS, random),
  );
  addInjection(plan, { kind, topic: cell % TOPICS, communities: [Math.floor(cell / TOPICS)], size }, times);
  // Distinct reporters, so never one of those who reported before.
  for (const at of times) plan.reports.push({ ...reportAt(context, cell, at), person: context.persons.fresh() });
}

function addInjection(plan: Injected, what: Omit<Injection, 'from' | 'to'>, times: readonly number[]): void {
  plan.injections.push({ ...what, from: Math.min(...times), to: Math.max(...times) });
}

function addCluster(context: SimulationContext, plan: Injected): void {
  const { district, random } = context;
  const cell = district.drawCell(random);
  const topic = cell % TOPICS;
  const communities = [Math.floor(cell / TOPICS)];
  for (const wanted = pick(context, CLUSTER_WARDS); communities.length < wanted;) {
    const next = pick(context, district.neighbours[pick(context, communities)]!);
    if (!communities.includes(next)) communities.push(next);
  }
  const day = drawDay(context, CLUSTER_DAYS + 1);
  const times: number[] = [];
  for (const community of communities) {
    for (let left = random() < 0.5 ? 2 : 3; left > 0; left--) {
      const on = day + Math.floor(random() * CLUSTER_DAYS);
      const at = on * DAY_MS - ZONE_OFFSET_MS + drawTimeOfDay(random);
      times.push(at);
      plan.reports.push({
        ...reportAt(context, community * TOPICS + topic, at),
        person: context.persons.fresh(),
      });
    }
  }
  addInjection(plan, { kind: 'cluster', topic, communities, size: times.length }, times);
}

type Free = (topic: number, from: number, to: number) => boolean;

function addRisingSeries(
  context: SimulationContext,
  plan: Injected,
  { kind, perDay, free }: { kind: 'rise' | 'faint-rise'; perDay: (topic: number) => number; free: Free },
): void {
  const { space, shares } = context.district;
  const [atLeast, below] = RISE_PER_DAY[kind];
  const districtWide = kind === 'rise';
  for (let attempt = 0; attempt < 1000; attempt++) {
    const topic = Math.floor(context.random() * TOPICS);
    const street = districtWide ? -1 : Math.floor(context.random() * space.streets);
    const communities = Array.from({ length: space.communities }, (_, i) => i).filter(
      (i) => street < 0 || space.streetOf[i] === street,
    );
    const cells = communities.map((community) => community * TOPICS + topic);
    const share = cells.reduce((all, cell) => all + shares[cell]!, 0);
    const mean = (share / totalShare(context, topic)) * perDay(topic);
    const startDay = drawDay(context, RISE_DAYS);
    // Eight weeks apart, so that one rise is not the baseline of the next.
    if (mean < atLeast || mean >= below || !free(topic, startDay - 56, startDay + RISE_DAYS + 56)) continue;
    plan.riseOf.push({ cells, startDay, days: RISE_DAYS });
    const from = startDay * DAY_MS - ZONE_OFFSET_MS;
    const to = from + RISE_DAYS * DAY_MS;
    plan.injections.push({ kind, topic, communities: districtWide ? [] : communities, size: 0, from, to });
    return;
  }
}

function totalShare(context: SimulationContext, topic: number): number {
  const { shares } = context.district;
  let share = 0;
  for (let cell = topic; cell < shares.length; cell += TOPICS) share += shares[cell]!;
  return share;
}

function addSurges(context: SimulationContext, plan: Injected, free: Free): void {
  const surges = new Map<string, number>();
  repeat(PER_YEAR.surge, () => {
    const topic = Math.floor(context.random() * TOPICS);
    const day = drawDay(context, 1);
    if (!free(topic, day - 7, day + 7)) return;
    surges.set(`${topic}|${day}`, SURGE_FACTOR);
    const from = day * DAY_MS - ZONE_OFFSET_MS;
    plan.injections.push({ kind: 'surge', topic, communities: [], size: 0, from, to: from + DAY_MS });
  });
  plan.surgeOf = (topic, day) => surges.get(`${topic}|${day}`) ?? 1;
}

/** Spam of a year: one account that posts hundreds of times, and groups of accounts that paste one text. Nothing of it is news. */
export function makeSpam(context: SimulationContext): Report[] {
  const reports: Report[] = [];
  const { random, persons, district } = context;
  const burst = (size: number, who: () => { person?: number; copy?: number }): void => {
    const cell = district.drawCell(random);
    const begin = drawDay(context, 1) * DAY_MS - ZONE_OFFSET_MS + drawTimeOfDay(random);
    repeat(size, () => reports.push({ ...reportAt(context, cell, begin + random() * 6 * HOUR_MS), ...who() }));
  };
  for (const size of [500, 200, 100, 60, 50, 40, 40, 30, 30, 30, 30, 30]) {
    const person = persons.fresh();
    burst(size, () => ({ person }));
  }
  repeat(12, () => {
    const copy = persons.fresh();
    burst(30, () => ({ person: persons.fresh(), copy }));
  });
  return reports;
}
