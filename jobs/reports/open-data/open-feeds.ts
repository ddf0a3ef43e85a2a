import { listOpenRequests } from '#warehouse/analytics/reports/list-open-requests.ts';
import { listUnitTopics } from '#warehouse/analytics/reports/list-unit-topics.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { keepCounting, publishCounting } from '#warehouse/ledger/reports/countings.ts';
import { insertOpenData } from '#warehouse/ledger/reports/open-data-months.ts';
import { topicName } from '../../topics/taxonomy.ts';
import { writeCsv } from '../../sheets/write-csv.ts';
import type { Period } from '../period.ts';
import { isGroupedTopic } from '../snapshot/sensitive-topics.ts';
import { countTopics, type TopicCounting } from '../snapshot/topic-counting.ts';
import type { ReportDesk } from '../workflow/report-desk.ts';
import { generaliseRequests } from './generalise-requests.ts';

/** A request as Open311 GeoReport v2 words it in bulk; without description, contact and coordinates. */
export interface Open311Request {
  service_request_id: string;
  status: 'open' | 'closed';
  service_code: string;
  service_name: string;
  /** The day, as midnight in the district's time zone. */
  requested_datetime: string;
  closed_datetime: string | null;
  /** The ward with which it may be told. */
  address_id: string;
  address: string;
}

/** The month's public requests, each with the narrowest ward that at least five persons share; none of the grouped categories. */
export async function openRequests(desk: ReportDesk, period: Period): Promise<Open311Request[]> {
  const names = new Map(desk.wards.map(({ code, name }) => [code, name]));
  const { timeZone, name } = desk.district;
  const rows = await listOpenRequests(desk.analytics, { ...period, timeZone });
  return generaliseRequests(rows.filter(({ topic }) => !isGroupedTopic(topic))).map((row) => ({
    service_request_id: row.id,
    status: row.status === 'resolved' ? 'closed' : 'open',
    service_code: row.topic,
    service_name: topicName(row.topic),
    requested_datetime: `${row.day}T00:00:00+08:00`,
    closed_datetime: row.closed_day && `${row.closed_day}T00:00:00+08:00`,
    address_id: row.ward,
    address: row.ward === '' ? name : (names.get(row.ward) ?? row.ward),
  }));
}

/**
 * Counts of a month that is over by ward and category as CSV, with the counting that they rest on; a row that is left out is
 * not there at all: a blank one would tell that there is something.
 */
async function openCounts(desk: ReportDesk, period: Period): Promise<{ csv: string; counting: TopicCounting }> {
  const { analytics, district, wards } = desk;
  const units = { axis: 'wards', changes: desk.ranking?.().wards.changes ?? [] } as const;
  const byWard = await listUnitTopics(analytics, units, { ...period, length: 2 });
  const topics = await listUnitTopics(analytics, units, { ...period, length: 4 });
  const ofDistrict = topics.filter(({ unit }) => unit === '');
  const counting = await countTopics(desk, {
    periodKey: period.key,
    isWholeMonth: true,
    wards: byWard,
    topics: ofDistrict,
  });
  const names = new Map(wards.map(({ code, name }) => [code, name]));
  const csv = writeCsv({
    columns: ['period', 'ward_code', 'ward', 'category_code', 'category', 'documents', 'reporters'].map((header) => ({
      header,
      kind: 'text' as const,
    })),
    rows: byWard
      .filter((row) => !counting.isHidden(row))
      .map(({ unit, topic, documents, reporters }) => [
        period.key,
        unit || district.code,
        unit === '' ? district.name : (names.get(unit) ?? unit),
        topic,
        topicName(topic),
        documents,
        reporters,
      ]),
  });
  return { csv, counting };
}

/** Publishes both feeds of a month as they are now, for good; false when there is nothing, or they are published. */
export async function publishOpenData(desk: ReportDesk, period: Period): Promise<boolean> {
  const { csv, counting } = await openCounts(desk, period);
  const requests = await openRequests(desk, period);
  if (requests.length === 0) return false;
  const { id: countingId, ...rest } = counting;
  const at = desk.now().toISOString();
  await keepCounting(desk.ledger, { ...rest, countingId });
  return inTransaction(desk.ledger, async (tx) => {
    if (!(await publishCounting(tx, { periodKey: period.key, countingId, at }))) return false;
    const feeds = { requests: JSON.stringify(requests), counts: csv };
    await insertOpenData(tx, { periodKey: period.key, ...feeds, at });
    return true;
  });
}
