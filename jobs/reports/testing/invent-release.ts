import type { UnitTotals } from '#warehouse/analytics/reports/list-unit-totals.ts';
import type { District } from '#warehouse/model/district.ts';
import { periodBefore, type Period } from '../period.ts';
import { type Release, shippedRanking } from '../snapshot/collect-release.ts';
import type { UnitFacts } from '../snapshot/count-units.ts';
import type { TopicCount } from '../snapshot/hidden-cells.ts';
import { GROUPED_CATEGORIES } from '../snapshot/sensitive-topics.ts';
import { decideTopics, type TopicCounting } from '../snapshot/topic-counting.ts';

/** One demand of an invented district. */
export interface InventedDocument {
  community: string;
  day: string;
  topic: string;
  person: string;
}

/** What collectRelease counts of a period, counted here from documents in hand, beside published countings of it. */
export function inventRelease(
  district: District,
  period: Period,
  { documents, published = [] }: { documents: readonly InventedDocument[]; published?: readonly TopicCounting[] },
): Release {
  const within = documents.filter(({ day }) => day >= period.firstDay && day <= period.lastDay);
  const byWard = unitFacts(within, ({ community }) => ['', community.slice(0, 9), community]);
  const lead = (topic: string): string => district.routing.find((rule) => topic.startsWith(rule.topic))!.lead;
  const forDepartments = within.filter(({ topic }) => !GROUPED_CATEGORIES.includes(topic.slice(0, 2)));
  const earlier = published.map(({ id, body }) => ({ counting_id: id, body }));
  const counted = { wards: byWard.categories, topics: byWard.topics };
  const nothing = { wards: [], topics: [] };
  const previous = periodBefore(period);
  return {
    period,
    previous,
    yearPeriod: null,
    isPreviousCovered: false,
    takenAt: '2020-12-03T01:00:00.000Z',
    cutAt: null,
    ranking: shippedRanking(district),
    byWard,
    voices: new Map([...byWard.totals].map(([unit, { reporters }]) => [unit, reporters])),
    byDepartment: unitFacts(forDepartments, ({ topic }) => [lead(topic)]),
    counting: decideTopics(
      district,
      { periodKey: period.key, isWholeMonth: period.kind === 'month', ...counted },
      earlier,
    ),
    countingBefore: decideTopics(district, { periodKey: previous.key, isWholeMonth: false, ...nothing }, []),
    hotspots: [],
    titles: new Map(),
    eventsBefore: null,
    quotes: [],
    announcements: [],
    assignments: [],
    supervision: { cases: [], period: { ...period, at: period.to }, policy: { basicallyWeight: 1 } },
    seasonal: null,
    weather: [],
  };
}

function unitFacts(
  documents: readonly InventedDocument[],
  unitsOf: (document: InventedDocument) => string[],
): UnitFacts {
  const rows = documents.flatMap((document) => unitsOf(document).map((unit) => ({ ...document, unit })));
  const byUnit = groupBy(rows, ({ unit }) => unit);
  const persons = (of: readonly InventedDocument[]): number => new Set(of.map(({ person }) => person)).size;
  const counts = (length: number): TopicCount[] =>
    [...groupBy(rows, ({ unit, topic }) => `${unit}|${topic.slice(0, length)}`)].map(([key, of]) => ({
      unit: key.split('|')[0]!,
      topic: key.split('|')[1]!,
      documents: of.length,
      reporters: persons(of),
    }));
  const totals = [...byUnit].map(([unit, of]): [string, UnitTotals] => [
    unit,
    {
      unit,
      documents: of.length,
      reporters: persons(of),
      valid: of.length,
      replied: 0,
      resolved: 0,
      escalated: 0,
      private_documents: 0,
      excluded: 0,
      reply_hours: null,
    },
  ]);
  const days = [...byUnit].map(([unit, of]): [string, { unit: string; days: [string, number][] }] => [
    unit,
    { unit, days: [...groupBy(of, ({ day }) => day)].map(([day, each]) => [day, each.length]) },
  ]);
  return {
    totals: new Map(totals),
    before: null,
    yearBefore: null,
    due: null,
    dueBefore: null,
    days: new Map(days),
    categories: counts(2),
    categoriesBefore: null,
    topics: counts(4).filter(({ unit }) => unit === ''),
    topicsBefore: null,
    sources: new Map(),
    sourcesBefore: null,
  };
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
