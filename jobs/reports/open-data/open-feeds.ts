import { listOpenRequests } from '#warehouse/analytics/reports/list-open-requests.ts';
import { listUnitTopics } from '#warehouse/analytics/reports/list-unit-topics.ts';
import { topicName } from '../../topics/taxonomy.ts';
import { writeCsv } from '../../sheets/write-csv.ts';
import type { Period } from '../period.ts';
import { cellKey, hiddenCells } from '../snapshot/hidden-cells.ts';
import { isSensitiveTopic } from '../snapshot/sensitive-topics.ts';
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

/** The month's public requests, each with the narrowest ward that at least five persons share; no sensitive topics. */
export async function openRequests(desk: ReportDesk, period: Period): Promise<Open311Request[]> {
  const names = new Map(desk.wards.map(({ code, name }) => [code, name]));
  const { timeZone, name } = desk.district;
  const rows = await listOpenRequests(desk.analytics, { ...period, timeZone });
  return generaliseRequests(rows.filter(({ topic }) => !isSensitiveTopic(topic))).map((row) => ({
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

/** Counts of a month that is over by ward and category as CSV; what would betray a small cell of a sensitive matter is left blank. */
export async function openCounts(desk: ReportDesk, period: Period): Promise<string> {
  const { analytics, district, wards } = desk;
  const byWard = await listUnitTopics(analytics, { axis: 'wards' }, { ...period, length: 2 });
  const topics = await listUnitTopics(analytics, { axis: 'wards' }, { ...period, length: 4 });
  const departments = await listUnitTopics(
    analytics,
    { axis: 'departments', routing: district.routing.filter(({ nature }) => nature === '') },
    { ...period, length: 2 },
  );
  const ofDistrict = topics.filter(({ unit }) => unit === '');
  const hidden = hiddenCells(district, { wards: byWard, departments, topics: ofDistrict }, true);
  const names = new Map(wards.map(({ code, name }) => [code, name]));
  return writeCsv({
    columns: ['period', 'ward_code', 'ward', 'category_code', 'category', 'documents', 'reporters'].map((header) => ({
      header,
      kind: 'text' as const,
    })),
    // A row that is left out is not there at all: a blank one would tell that there is something.
    rows: byWard
      .filter(({ unit, topic }) => !hidden.has(cellKey(unit, topic)))
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
}
