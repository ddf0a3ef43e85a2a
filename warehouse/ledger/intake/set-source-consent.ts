import { noRow, type Queryable, runStatement } from '../ledger.ts';

export const consents = ['given', 'notice', 'unknown'] as const;
export type Consent = (typeof consents)[number];

/** Notes how far the people in a chat agreed to its being read. */
export async function setSourceConsent(on: Queryable, sourceId: string, consent: Consent): Promise<void> {
  await runStatement(on, {
    name: 'set-source-consent',
    text: 'update sources set consent = $2 where source_id = $1',
    values: [sourceId, consent],
    row: noRow,
  });
}
