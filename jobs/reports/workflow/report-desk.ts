import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { Ledger, Transaction } from '#warehouse/ledger/ledger.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import type { WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { buildReport } from '../content/build-report.ts';
import { ReportRefusal } from '../content/report-body.ts';
import { blocksOf } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import type { ReportKind } from '../content/report-kinds.ts';
import { parsePeriod } from '../period.ts';
import { plainText } from '../content/blocks.ts';
import { snapshotMaker, subjectsOf } from '../snapshot/assemble-snapshot.ts';
import type { Distribution } from '../settings/distribution-setting.ts';
import { collectRelease, type RankingRules } from '../snapshot/collect-release.ts';
import type { Snapshot, Subject } from '../snapshot/snapshot.ts';
import { applyEdits, type Edits, editsSchema } from './apply-edits.ts';
import { keepCountings } from './publish-countings.ts';

/** What the office of reports works with. `analytics` may be the read-only account. */
export interface ReportDesk {
  analytics: Analytics;
  ledger: Ledger;
  district: District;
  wards: readonly Ward[];
  calendar: WorkingCalendar;
  now: () => Date;
  /** As supervision counts 满意率. */
  basicallyWeight?: () => number;
  /** By what pages rank; see collect-release.ts. */
  ranking?: () => RankingRules;
  /** 编制单位, as set. */
  issuer: () => string;
  /** Whether somebody else issues than who handed over for review. */
  twoPeople: () => boolean;
  /** Who is sent what is issued. */
  distribution: () => Distribution;
  /** Puts a mail of the outbox on the queue, in the same transaction. */
  enqueueDelivery: (tx: Transaction, deliveryId: string) => Promise<void>;
  /** Masks what people write. */
  mask: (text: string) => string;
}

/** The ward or department that a report is about. */
export interface SubjectKey {
  subjectKind: 'ward' | 'department';
  subjectCode: string;
}

/** Gives the snapshot of any subject from one counting. Throws ReportRefusal for one that the district does not have. */
export type SnapshotOf = (key: SubjectKey, eventId: string) => Snapshot;

/** Counts a period now. Throws ReportRefusal for a key that names none. */
export async function snapshotsOf(desk: ReportDesk, periodKey: string): Promise<SnapshotOf> {
  const period = parsePeriod(periodKey);
  if (!period) throw new ReportRefusal(`没有期间${periodKey}`);
  const release = await collectRelease(desk, period);
  await keepCountings(desk.ledger, release);
  const make = snapshotMaker(release, desk);
  return (key, eventId) => {
    const subject = findSubject(desk, key);
    if (!subject) throw new ReportRefusal('区县配置中已没有这个区域或单位');
    return make(subject, eventId);
  };
}

/** The subject with that code, undefined when the district has none. */
export function findSubject({ district, wards }: ReportDesk, of: SubjectKey): Subject | undefined {
  return subjectsOf(district, wards).find(({ kind, code }) => kind === of.subjectKind && code === of.subjectCode);
}

/** The generated report of a counting, without edits. */
export function generated(
  desk: ReportDesk,
  row: Pick<ReportRow, 'kind' | 'event_id'>,
  snapshot: Snapshot,
): ReportModel {
  const options = { kind: row.kind as ReportKind, issuer: desk.issuer() };
  return buildReport(snapshot, row.event_id === '' ? options : { ...options, eventId: row.event_id });
}

/** The edits of a stored report. */
export function editsOf(row: Pick<ReportRow, 'edits'>): Edits {
  return editsSchema.parse(JSON.parse(row.edits));
}

/** A report as it reads now: issued ones as they were issued, others generated with their edits. */
export function modelOf(desk: ReportDesk, row: ReportRow): ReportModel {
  if (row.state === 'issued') return JSON.parse(row.issued_model) as ReportModel;
  return applyEdits(generated(desk, row, JSON.parse(row.snapshot) as Snapshot), editsOf(row));
}

/** What the archive is searched by: title, sentences and the names in tables. */
export function searchTextOf(model: ReportModel): string {
  const parts = blocksOf(model).flatMap((block) => {
    if (block.kind === 'heading') return [block.text];
    if (block.kind === 'paragraph') return [plainText(block.inlines)];
    if (block.kind !== 'table' || block.id === 'definitions') return [];
    return [block.caption, ...block.rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string'))];
  });
  return [model.title, ...parts].join('\n');
}

/** The office of social construction issues reports; without one, the district itself. */
export function issuerOf({ departments, name }: District): string {
  return departments.find((each) => /社会建设|社会工作/.test(each.name))?.name ?? `${name}民情工作办公室`;
}
