import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { dayClassOf } from '../../hotspots/detect/day-class.ts';
import { drawGamma, drawLogSeries, drawPoisson, seededRandom } from '../../hotspots/detect/random.ts';
import type { Report } from '../../hotspots/detect/space.ts';
import {
  DAY_MS,
  HOUR_MS,
  Persons,
  reportAt,
  type Rise,
  type SimulationContext,
  WARM_UP_DAYS,
  YEAR_DAYS,
  ZONE_OFFSET_MS,
} from './context.ts';
import { afterTheNight, drawTimeOfDay, simulateDistrict, type SimulatedDistrict, TOPICS } from './district.ts';
import { injectAll, type Injection, makeSpam } from './injections.ts';

/** 2019-01-01; the calendar with its holidays is the real one. */
const FIRST_DAY = 17_897;
/** Reports a day in the whole district: a third of a million a year. */
const PER_DAY = 800;
/** Day-to-day overdispersion of a topic across the whole district (weather, news): gamma with this coefficient of variation. */
const DAY_CV = 0.2;
/** Members of one clump come this many hours apart on average. */
const CLUMP_HOURS = 5;
/** Growth of the volume over the year. */
const GROWTH = 0.1;

export interface SimulatedYear {
  district: SimulatedDistrict;
  reports: Report[];
  injections: Injection[];
  firstDay: number;
  days: number;
  dayClassOf: (day: number) => number;
}

/** A whole year of a district with known bursts in it; equal seeds give equal years. */
export function simulateYear(seed: number): SimulatedYear {
  const random = seededRandom(seed * 7919 + 1);
  const district = simulateDistrict(seed);
  const calendar = shippedCalendar();
  const classes = new Map<number, number>();
  const classOf = (day: number): number => {
    let known = classes.get(day);
    if (known === undefined) classes.set(day, (known = dayClassOf(calendar, day)));
    return known;
  };
  const days = WARM_UP_DAYS + YEAR_DAYS;
  const persons = new Persons(random);
  const context = { district, random, firstDay: FIRST_DAY, days, persons, dayClassOf: classOf };
  const { injections, reports: injected, surgeOf, riseOf } = injectAll(context, (topic) => perDay(district, topic));
  const reports = [...injected, ...makeSpam(context)];
  for (let day = FIRST_DAY; day < FIRST_DAY + days; day++)
    addBackground(reports, context, { day, factor: (topic) => surgeOf(topic, day) });
  for (const rise of riseOf) addRise(reports, context, rise);
  reports.sort((a, b) => a.at - b.at);
  return { district, reports, injections, firstDay: FIRST_DAY, days, dayClassOf: classOf };
}

/** Background reports a day of a topic over the district, before season and weekday. */
function perDay(district: SimulatedDistrict, topic: number): number {
  let share = 0;
  for (let cell = topic; cell < district.shares.length; cell += TOPICS) share += district.shares[cell]!;
  return PER_DAY * share;
}

/** What a topic brings on a day beside its mean: season, weekday and holidays, growth. */
function rhythm(context: SimulationContext, topic: number, day: number): number {
  const { amplitude, phase } = context.district.season[topic]!;
  const year = (day - context.firstDay) / YEAR_DAYS;
  const season = 1 + amplitude * Math.sin(2 * Math.PI * (year + phase));
  return season * context.district.weekday[topic]![context.dayClassOf(day)]! * (1 + GROWTH * year);
}

function addBackground(
  reports: Report[],
  context: SimulationContext,
  { day, factor }: { day: number; factor: (topic: number) => number },
): void {
  const { district, random } = context;
  const shape = 1 / DAY_CV ** 2;
  const level = Float64Array.from(
    { length: TOPICS },
    (_, topic) => (rhythm(context, topic, day) * factor(topic) * drawGamma(shape, random)) / shape,
  );
  const ceiling = level.reduce((highest, value) => Math.max(highest, value), 0);
  // Clumps come as a Poisson process over the cells; thinning by the topic's level of the day keeps one table of cells.
  const clumps = drawPoisson(PER_DAY * ceiling, random);
  for (let i = 0; i < clumps; i++) {
    const cell = district.drawCell(random);
    const topic = cell % TOPICS;
    const theta = district.theta[topic]!;
    const meanSize = -theta / ((1 - theta) * Math.log1p(-theta));
    if (random() * ceiling * meanSize > level[topic]!) continue;
    let at = day * DAY_MS - ZONE_OFFSET_MS + drawTimeOfDay(random);
    for (let left = drawLogSeries(theta, random); left > 0; left--) {
      reports.push(reportAt(context, cell, at));
      at = afterTheNight(at - CLUMP_HOURS * HOUR_MS * Math.log(1 - random()), ZONE_OFFSET_MS, random);
    }
  }
}

const RAMP_DAYS = 3;

function addRise(reports: Report[], context: SimulationContext, { cells, startDay, days }: Rise): void {
  const { district, random } = context;
  for (let day = startDay; day < startDay + days; day++) {
    const share = Math.min(1, (day - startDay + 1) / RAMP_DAYS);
    for (const cell of cells) {
      const mean = PER_DAY * district.shares[cell]! * rhythm(context, cell % TOPICS, day) * share;
      for (let left = drawPoisson(mean, random); left > 0; left--)
        reports.push(reportAt(context, cell, day * DAY_MS - ZONE_OFFSET_MS + drawTimeOfDay(random)));
    }
  }
}
