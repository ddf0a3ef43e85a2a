import { dayIn } from '#jobs/hotspots/baseline.ts';
import { comingTopics, monthlyTopics, shiftMonth } from '#jobs/hotspots/recurrence/monthly-topics.ts';
import { QUIET_DAYS, RECURRING_OCCASIONS } from '#jobs/hotspots/recurrence/recurrence-of.ts';
import { NO_TOPIC } from '#jobs/topics/taxonomy.ts';
import { listSignals } from '#warehouse/analytics/detect/list-signals.ts';
import { listRecurringMatters, type RecurringMatter } from '#warehouse/analytics/pages/list-recurring-matters.ts';
import { listTopicMonths } from '#warehouse/analytics/pages/list-topic-months.ts';
import { listTopicYears } from '#warehouse/analytics/pages/list-topic-years.ts';
import { scopeWithin } from '#warehouse/analytics/pages/page-filter.ts';
import type { Route } from '#warehouse/model/district.ts';
import type { ApiContext } from '../context.ts';
import type { Leads } from '../contract/leads.ts';
import { recentMeasures } from './recent-measures.ts';
import { silentSources } from './snapshot.ts';
import { toSignalView } from './signal-views.ts';
import type { Viewpoint } from './viewpoint.ts';

const DAY_MS = 86_400_000;
const RECURRING_DAYS = 180;
const YEAR_DAYS = 365;
/** Three past years of the coming month, each with the twelve months that follow it. */
const SEASON_DAYS = 4 * 366;
const LIMITS = { signals: 30, recurring: 30, monthly: 10, coming: 10 };

/** GET /api/leads: what the office should look into (研判线索), within the asker's scope and ward. */
export async function leads(context: ApiContext, view: Viewpoint): Promise<Leads> {
  const { reader, district, names } = context;
  const { timeZone } = district;
  const back = (days: number): string => new Date(Date.parse(view.at) - days * DAY_MS).toISOString();
  const [signals, silent, recurring, months, years, measures] = await Promise.all([
    listSignals(reader, {
      scope: scopeWithin(view.filter),
      from: view.filter.from,
      to: view.at,
      limit: LIMITS.signals,
    }),
    silentSources(context, view.scope),
    listRecurringMatters(reader, {
      ...view.filter,
      from: back(RECURRING_DAYS),
      timeZone,
      quietDays: QUIET_DAYS,
      occasions: RECURRING_OCCASIONS,
      limit: LIMITS.recurring,
    }),
    listTopicMonths(reader, { ...view.filter, from: back(SEASON_DAYS), timeZone }),
    listTopicYears(reader, { ...view.filter, from: back(YEAR_DAYS), timeZone }),
    recentMeasures(context, view),
  ]);
  const topics = months
    .filter(({ topic_code }) => topic_code !== NO_TOPIC)
    .map(({ topic_code: topicCode, months: each }) => ({ topicCode, months: each }));
  const yearly = years
    .filter(({ topic_code }) => topic_code !== NO_TOPIC)
    .map(({ topic_code: topicCode, ...year }) => ({ topicCode, ...year }));
  const month = `${dayIn(timeZone, view.at).slice(0, 7)}-01`;
  const departmentsOf = (topic: string): number => departmentCount(district.routing, topic);
  const named = <T extends { topicCode: string }>(row: T) => ({ ...row, topicName: names.topic(row.topicCode) });
  return {
    at: view.at,
    // What came late fills a silence; the other kinds stay true of the days that they tell of.
    signals: signals
      .filter(({ kind, source_id: source }) => kind !== 'silence' || silent.has(source))
      .map((signal) => toSignalView(context, signal)),
    recurring: recurring.map((row) => toRecurring(context, row)),
    measures,
    monthly: monthlyTopics(yearly, { departmentsOf, limit: LIMITS.monthly }).map(named),
    coming: {
      month: shiftMonth(month, 1).slice(0, 7),
      topics: comingTopics(topics, month).slice(0, LIMITS.coming).map(named),
    },
  };
}

function toRecurring({ names }: ApiContext, row: RecurringMatter): Leads['recurring'][number] {
  return {
    place: row.place,
    topicCode: row.topic_code,
    topicName: names.topic(row.topic_code),
    wardCode: row.ward_code,
    wardName: names.ward(row.ward_code),
    reports: row.reports,
    reporters: row.reporters,
    last30: row.last30,
    last90: row.last90,
    open: row.open_reports,
    occasions: row.occasions,
    firstAt: row.first_at,
    lastAt: row.last_at,
    eventId: row.event_ids[0] ?? null,
  };
}

/** Departments that the first matching rule of the whole district gives a topic to. */
function departmentCount(routing: readonly Route[], topic: string): number {
  const route = routing.find((one) => one.ward === '' && topic.startsWith(one.topic));
  return route ? new Set([route.lead, ...route.assist]).size : 1;
}
