import { z } from 'zod';

/** Where a report stands: 统计中 统计失败 草稿 待审 已签发. */
export const reportStates = ['counting', 'failed', 'draft', 'review', 'issued'] as const;
export type ReportState = (typeof reportStates)[number];

/** A report as lists show it. */
export const reportHead = z.object({
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
  issued_at: z.string().nullable(),
  issued_by: z.string(),
  updated_at: z.string(),
  updated_by: z.string(),
});
export type ReportHead = z.infer<typeof reportHead>;

/** With its numbers and sentences, JSON as text. */
export const reportRow = reportHead.extend({
  snapshot: z.string(),
  snapshot_hash: z.string(),
  edits: z.string(),
  issued_model: z.string(),
});
export type ReportRow = z.infer<typeof reportRow>;

export const HEAD_COLUMNS = Object.keys(reportHead.shape).join(', ');
export const ROW_COLUMNS = Object.keys(reportRow.shape).join(', ');

/** Whose reports somebody sees: those of wards in scope, of the own department, and with the whole district all. */
export interface ReportReader {
  wards: readonly string[];
  /** 条线; a reader limited to lines reads the own department's reports only. */
  lines: readonly string[] | null;
  departmentCode: string;
}

/** The condition on `reports`, its values bound as $1, $2 and $3. */
export const READABLE = `(
  ($2::text[] is null and subject_kind = 'ward' and exists (select 1 from unnest($1::text[]) as prefix where subject_code ^@ prefix))
  or (subject_kind = 'department' and (subject_code = $3 or ($2::text[] is null and '' = any($1::text[])))))`;

export const readerValues = ({ wards, lines, departmentCode }: ReportReader): unknown[] => [
  wards,
  lines,
  departmentCode,
];
