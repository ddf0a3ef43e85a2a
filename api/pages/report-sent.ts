import type { PostOffice } from '#jobs/alerts/deliver/post-office.ts';
import type { AccountRow } from '#warehouse/ledger/accounts/list-accounts.ts';
import type { ReceiptRow, ReportMailRow } from '#warehouse/ledger/reports/receipts.ts';
import type { ReportSent } from '../contract/reports.ts';
import type { Names } from './names.ts';

/** Who was sent a report: desks with who has read it there, mails with how they fared. */
export function sentViews(
  receipts: readonly ReceiptRow[],
  mails: readonly ReportMailRow[],
  of: { names: Names; accounts: readonly AccountRow[]; endpoints: PostOffice['endpoints'] },
): ReportSent[] {
  const people = new Map(of.accounts.map(({ user_id, display_name }) => [String(user_id), display_name]));
  const desks = receipts.map((each): ReportSent => {
    return {
      way: each.recipient_kind,
      name:
        each.recipient_kind === 'department'
          ? of.names.department(each.recipient)
          : (people.get(each.recipient) ?? each.recipient),
      edition: each.edition,
      sentAt: each.sent_at,
      readAt: each.read_at,
      readBy: each.read_by,
      mail: null,
    };
  });
  const letters = mails.map(
    ({ delivery_id: id, edition, target, status, attempts, last_code: code, sent_at }): ReportSent => {
      const state = status === 'sent' || status === 'dead' ? status : 'waiting';
      const name = of.endpoints.get(target)?.to ?? '';
      return {
        way: 'mail',
        name,
        edition,
        sentAt: sent_at,
        readAt: null,
        readBy: '',
        mail: { id, state, attempts, code },
      };
    },
  );
  return [...desks, ...letters];
}
