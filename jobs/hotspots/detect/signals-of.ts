import type { ReportRow } from '#warehouse/analytics/detect/list-reports.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { dayName } from '../baseline.ts';
import type { SpaceTimeCluster } from './cluster-watch.ts';
import type { DistrictSpace } from './district-space.ts';
import type { Burst } from './fast-detector.ts';
import type { Rise } from './slow-detector.ts';
import { COMMUNITY, type Level, STREET } from './space.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Events named with a signal; its reports rarely belong to more. */
const MAX_EVENTS = 5;

/** What findings are turned into signals with. */
export interface SignalContext {
  district: DistrictSpace;
  zoneOffsetMs: number;
  parametersVersion: number;
  /** Reports of the time in question, for the events that they belong to. */
  rows: readonly ReportRow[];
}

/** A burst as a signal; its id is its cell and the day and hour of its first report, so that a later look finds it again. */
export function signalOfBurst(burst: Burst, context: SignalContext): Signal {
  const ward = wardCodeOf(burst.level, burst.ward, context.district);
  const topic = context.district.topics[burst.topic]!;
  const raisedAt = new Date(burst.at).toISOString();
  const since = new Date(burst.at - burst.windowHours * HOUR_MS).toISOString();
  return {
    ...blank(context),
    signal_id: `burst:${ward || context.district.districtCode}:${topic}:${raisedAt}`,
    kind: 'burst',
    ward_code: ward || context.district.districtCode,
    topic_code: topic,
    raised_at: raisedAt,
    since,
    last_at: new Date(burst.lastAt).toISOString(),
    observed: burst.observed,
    expected: burst.expected,
    dispersion: burst.dispersion,
    p_value: burst.p,
    event_ids: eventsOf(context.rows, { topic, wards: [ward], from: since, to: raisedAt }),
  };
}

/** A slow rise as a signal, raised at the end of its day. */
export function signalOfRise(rise: Rise, context: SignalContext): Signal {
  const ward = wardCodeOf(rise.level, rise.ward, context.district);
  const topic = context.district.topics[rise.topic]!;
  const [since, raisedAt] = [startOf(rise.day, context), startOf(rise.day + 1, context)];
  return {
    ...blank(context),
    signal_id: `rise:${ward || context.district.districtCode}:${topic}:${dayName(rise.day)}`,
    kind: 'rise',
    ward_code: ward || context.district.districtCode,
    topic_code: topic,
    raised_at: raisedAt,
    since,
    last_at: raisedAt,
    observed: rise.observed,
    expected: rise.expected,
    dispersion: rise.dispersion,
    score: rise.cusum,
    event_ids: eventsOf(context.rows, { topic, wards: [ward], from: since, to: raisedAt }),
  };
}

/** A cluster as a signal of the street that holds it, or of the district. */
export function signalOfCluster(cluster: SpaceTimeCluster, context: SignalContext): Signal {
  const { district } = context;
  const wards = cluster.communities.map((index) => district.communities[index]!).sort();
  const topic = district.topics[cluster.topic]!;
  const streets = new Set(wards.map((code) => code.slice(0, 9)));
  const [since, raisedAt] = [startOf(cluster.fromDay, context), startOf(cluster.toDay + 1, context)];
  return {
    ...blank(context),
    signal_id: `cluster:${wards[0]}:${topic}:${dayName(cluster.toDay)}`,
    kind: 'cluster',
    ward_code: streets.size === 1 ? wards[0]!.slice(0, 9) : district.districtCode,
    ward_codes: wards,
    topic_code: topic,
    raised_at: raisedAt,
    since,
    last_at: raisedAt,
    observed: cluster.observed,
    expected: cluster.expected,
    p_value: cluster.p,
    score: cluster.llr,
    recurrence_days: Math.min(cluster.recurrenceDays, MAX_RECURRENCE_DAYS),
    event_ids: eventsOf(context.rows, { topic, wards, from: since, to: raisedAt }),
  };
}

/** A hundred years: more says nothing. */
const MAX_RECURRENCE_DAYS = 36_500;

function blank({ parametersVersion }: SignalContext) {
  return {
    ward_codes: [],
    source_id: '',
    dispersion: 1,
    p_value: 1,
    score: 0,
    recurrence_days: 0,
    parameters_version: parametersVersion,
  };
}

function wardCodeOf(level: Level, ward: number, district: DistrictSpace): string {
  return level === COMMUNITY ? district.communities[ward]! : level === STREET ? district.streets[ward]! : '';
}

function startOf(day: number, { zoneOffsetMs }: SignalContext): string {
  return new Date(day * DAY_MS - zoneOffsetMs).toISOString();
}

interface Extent {
  topic: string;
  /** Ward codes; '' is the district. */
  wards: readonly string[];
  from: string;
  to: string;
}

/** The events that most of an extent's reports belong to, the largest first. */
function eventsOf(rows: readonly ReportRow[], { topic, wards, from, to }: Extent): string[] {
  const counts = new Map<string, number>();
  for (const { at, ward_code, topic_code, event_id } of rows)
    if (topic_code === topic && at > from && at <= to && wards.some((ward) => ward_code.startsWith(ward)))
      counts.set(event_id, (counts.get(event_id) ?? 0) + 1);
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ordered.slice(0, MAX_EVENTS).map(([event]) => event);
}
