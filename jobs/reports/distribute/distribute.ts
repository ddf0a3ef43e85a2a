import { createHash } from 'node:crypto';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import {
  findAccountIds,
  insertReceipt,
  insertReportMail,
  listReceipts,
  listReportMails,
} from '#warehouse/ledger/reports/receipts.ts';
import type { ReportRow } from '#warehouse/ledger/reports/report-row.ts';
import { findSubject, type ReportDesk } from '../workflow/report-desk.ts';
import { recipientsOf } from './recipients.ts';

/** What went out: how many desks and mails. */
export interface Distributed {
  desks: number;
  mails: number;
}

/**
 * Sends an issued report (edition 0) or its n-th correction to everyone on the list, in the transaction that issues it: desks
 * at once, mails by the outbox. A correction also goes to everyone who was sent the report. Again, it sends nothing twice.
 */
export async function distribute(
  desk: ReportDesk,
  tx: Transaction,
  { row, edition, at }: { row: ReportRow; edition: number; at: string },
): Promise<Distributed> {
  const { report_id: reportId, kind } = row;
  const subject = findSubject(desk, { subjectKind: row.subject_kind, subjectCode: row.subject_code });
  const list = desk.distribution();
  const { departments, accounts, mails } = subject
    ? recipientsOf(list, { kind, subject }, desk.district.departments)
    : { departments: new Set<string>(), accounts: new Set<string>(), mails: new Set<string>() };
  const people = new Set((await findAccountIds(tx, [...accounts])).values());
  if (edition > 0) {
    for (const { recipient_kind, recipient } of await listReceipts(tx, reportId))
      (recipient_kind === 'department' ? departments : people).add(recipient);
    for (const { target } of await listReportMails(tx, reportId)) mails.add(target);
  }
  const sent: Distributed = { desks: 0, mails: 0 };
  const lay = async (recipient_kind: 'department' | 'account', recipient: string): Promise<void> => {
    if (await insertReceipt(tx, { reportId, edition, at, recipient_kind, recipient })) sent.desks++;
  };
  for (const code of departments) await lay('department', code);
  for (const id of people) await lay('account', id);
  for (const target of mails) {
    const deliveryId = deliveryIdOf(reportId, edition, target);
    if (!(await insertReportMail(tx, { deliveryId, reportId, edition, target, at }))) continue;
    await desk.enqueueDelivery(tx, deliveryId);
    sent.mails++;
  }
  return sent;
}

/** The stable name of a mail, under which its receiver recognises a repeat. */
function deliveryIdOf(reportId: string, edition: number, target: string): string {
  const text = [reportId, String(edition), target].join('\u001f');
  return `msg_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
