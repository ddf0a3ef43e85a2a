import { expect, it } from 'vitest';
import { freshStores } from '../../testing/fresh-stores.ts';
import { listSourceHealth } from './list-source-health.ts';
import { setSourceConsent } from './set-source-consent.ts';
import { upsertSource } from './upsert-source.ts';

const { ledger } = await freshStores();

it('a chat carries how far its people agreed; other sources say nothing of it', async () => {
  for (const sourceId of ['chat', 'hotline']) await upsertSource(ledger, { sourceId, name: sourceId });
  await setSourceConsent(ledger, 'chat', 'notice');
  expect((await listSourceHealth(ledger)).map(({ consent }) => consent)).toEqual(['notice', '']);
});
