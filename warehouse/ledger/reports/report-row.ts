import { z } from 'zod';

/** Where a report stands: 统计中 统计失败 草稿 待审 已签发. */
export const reportStates = ['counting', 'failed', 'draft', 'review', 'issued'] as const;
export type ReportState = (typeof reportStates)[number];

const storedHead = z.object({
  report_id: z.string(),
  kind: z.enum(['monthly', 'weekly', 'daily', 'special', 'meeting', 'notice']),
  period_key: z.string(),
  subject_kind: z.enum(['ward', 'department']),
  subject_code: z.string(),
  event_id: z.string(),
  name: z.string(),
  state: z.enum(reportStates),
  problem: z.string(),
  version: z.number().int(),
  number: z.string(),
  submitted_by_id: z.string(),
  submitted_by: z.string(),
  issued_at: z.string().nullable(),
  issued_by: z.string(),
  updated_at: z.string(),
  updated_by: z.string(),
});
const forReader = {
  /** About the reader's wards or department; otherwise it was only sent to them, to read. */
  is_own: z.boolean(),
  /** Lies on the reader's desk, not read there yet. */
  unread: z.boolean(),
};
/** A report as lists show it. */
export const reportHead = storedHead.extend(forReader);
export type ReportHead = z.infer<typeof reportHead>;

const content = {
  snapshot: z.string(),
  snapshot_hash: z.string(),
  edits: z.string(),
  issued_model: z.string(),
};
/** With its numbers and sentences, JSON as text. */
export const reportRow = reportHead.extend(content);
export type ReportRow = z.infer<typeof reportRow>;

/** Whose reports somebody sees: those of wards in scope, of the own department, with the whole district all; and issued ones sent to them. */
export interface ReportReader {
  wards: readonly string[];
  /** 条线; a reader limited to lines reads the own department's reports only. */
  lines: readonly string[] | null;
  departmentCode: string;
  accountId: string;
}

const OWN = `(
  ($2::text[] is null and subject_kind = 'ward' and exists (select 1 from unnest($1::text[]) as prefix where subject_code ^@ prefix))
  or (subject_kind = 'department' and (subject_code = $3 or ($2::text[] is null and '' = any($1::text[])))))`;

/** The receipts of a department and an account, of a table called receipt; by default those of `readerValues`. */
export const receiptsOf = (department = '$3', account = '$4'): string =>
  `((receipt.recipient_kind = 'department' and receipt.recipient = ${department} and ${department} <> '')
    or (receipt.recipient_kind = 'account' and receipt.recipient = ${account}))`;
const RECEIVED = `exists (select 1 from report_receipts receipt where receipt.report_id = reports.report_id and ${receiptsOf()}`;

/** The condition on `reports`, its values bound as $1 to $4. */
export const READABLE = `(${OWN} or (state = 'issued' and ${RECEIVED})))`;

const reading = `${OWN} as is_own, ${RECEIVED} and receipt.read_at is null) as unread`;
/** Columns of a read with `readerValues`. */
export const HEAD_COLUMNS = `${Object.keys(storedHead.shape).join(', ')}, ${reading}`;
export const ROW_COLUMNS = `${HEAD_COLUMNS}, ${Object.keys(content).join(', ')}`;

export const readerValues = ({ wards, lines, departmentCode, accountId }: ReportReader): unknown[] => [
  wards,
  lines,
  departmentCode,
  accountId,
];
