import { noRow, type Queryable, runStatement } from '../ledger.ts';

export const consents = ['given', 'notice', 'unknown'] as const;
export type Consent = (typeof consents)[number];

/** Notes that a source is a chat of which nobody has said how far its people agreed; what was said before stays. */
export async function markUnsaidConsent(on: Queryable, sourceId: string): Promise<void> {
  await runStatement(on, {
    name: 'mark-unsaid-consent',
    text: `update sources set consent = coalesce(nullif(consent, ''), 'unknown') where source_id = $1`,
    values: [sourceId],
    row: noRow,
  });
}

/** Notes how far the people in a chat agreed to its being read. */
export async function setSourceConsent(on: Queryable, sourceId: string, consent: Consent): Promise<void> {
  await runStatement(on, {
    name: 'set-source-consent',
    text: 'update sources set consent = $2 where source_id = $1',
    values: [sourceId, consent],
    row: noRow,
  });
}
