import { z } from 'zod';
import { type Queryable, runStatement, type Transaction } from '../ledger.ts';
import { receiptsOf, type ReportReader } from './report-row.ts';

const receiptRow = z.object({
  edition: z.number(),
  recipient_kind: z.enum(['department', 'account']),
  recipient: z.string(),
  sent_at: z.string(),
  read_at: z.string().nullable(),
  read_by: z.string(),
});
export type ReceiptRow = z.infer<typeof receiptRow>;

/** Lays a report, or its n-th correction, on a desk; false when it lies there already. */
export async function insertReceipt(
  tx: Transaction,
  of: { reportId: string; edition: number; at: string } & Pick<ReceiptRow, 'recipient_kind' | 'recipient'>,
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'insert-report-receipt',
    text: `insert into report_receipts (report_id, edition, recipient_kind, recipient, sent_at)
           values ($1, $2, $3, $4, $5) on conflict do nothing returning edition`,
    values: [of.reportId, of.edition, of.recipient_kind, of.recipient, of.at],
    row: z.object({ edition: z.number() }),
  });
  return rows.length > 0;
}

/** On whose desks a report and its corrections lie. */
export function listReceipts(on: Queryable, reportId: string): Promise<ReceiptRow[]> {
  return runStatement(on, {
    name: 'list-report-receipts',
    text: `select ${Object.keys(receiptRow.shape).join(', ')} from report_receipts where report_id = $1
           order by edition, recipient_kind, recipient limit 2000`,
    values: [reportId],
    row: receiptRow,
  });
}

/** 已阅: a report and its corrections are read on the reader's desk; gives how many receipts that closed. */
export async function readReceipts(
  tx: Transaction,
  { departmentCode, accountId }: Pick<ReportReader, 'departmentCode' | 'accountId'>,
  of: { reportId: string; at: string; by: string },
): Promise<number> {
  const rows = await runStatement(tx, {
    name: 'read-report-receipts',
    text: `update report_receipts receipt set read_at = $4, read_by = $5
           where report_id = $1 and read_at is null and ${receiptsOf('$2', '$3')} returning edition`,
    values: [of.reportId, departmentCode, accountId, of.at, of.by],
    row: z.object({ edition: z.number() }),
  });
  return rows.length;
}

const mailRow = z.object({
  delivery_id: z.string(),
  edition: z.number(),
  target: z.string(),
  status: z.enum(['pending', 'held', 'sent', 'dead', 'muted', 'void']),
  attempts: z.number(),
  last_code: z.string(),
  sent_at: z.string().nullable(),
});
export type ReportMailRow = z.infer<typeof mailRow>;

/** Puts a mail into the outbox; false when the same one is there already. */
export async function insertReportMail(
  tx: Transaction,
  mail: { deliveryId: string; reportId: string; edition: number; target: string; at: string },
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'insert-report-mail',
    text: `insert into deliveries (delivery_id, report_id, seq, assignment_id, channel, target, reason, facts, status, not_before, created_at)
           values ($1, $2, $3, '', 'email', $4, 'report', '{}', 'pending', $5, $5) on conflict do nothing returning delivery_id`,
    values: [mail.deliveryId, mail.reportId, mail.edition, mail.target, mail.at],
    row: z.object({ delivery_id: z.string() }),
  });
  return rows.length > 0;
}

/** The mails of a report and its corrections, and how they fared. */
export function listReportMails(on: Queryable, reportId: string): Promise<ReportMailRow[]> {
  return runStatement(on, {
    name: 'list-report-mails',
    text: `select delivery_id, seq as edition, target, status, attempts, last_code, sent_at from deliveries
           where report_id = $1 order by seq, target limit 2000`,
    values: [reportId],
    row: mailRow,
  });
}

/** Makes a dead mail of a report ready to be sent again, under its old id; false when there is no dead one of that id. */
export async function reviveReportMail(tx: Transaction, reportId: string, deliveryId: string): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'revive-report-mail',
    text: `update deliveries set status = 'pending', written_at = now(), retry_at = null
           where delivery_id = $1 and report_id = $2 and status = 'dead' returning delivery_id`,
    values: [deliveryId, reportId],
    row: z.object({ delivery_id: z.string() }),
  });
  return rows.length > 0;
}

/** Ids of accounts in use, by user name. */
export async function findAccountIds(on: Queryable, usernames: readonly string[]): Promise<Map<string, string>> {
  const rows = await runStatement(on, {
    name: 'find-account-ids',
    text: `select username, user_id from users where username = any($1::text[]) and disabled_at is null`,
    values: [usernames],
    row: z.object({ username: z.string(), user_id: z.number() }),
  });
  return new Map(rows.map(({ username, user_id }) => [username, String(user_id)]));
}
