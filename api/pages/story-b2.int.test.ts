import { expect, it } from 'vitest';
import { toDocumentRow } from '#jobs/intake/document-rows.ts';
import { aDocument } from '#jobs/testing/a-document.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { listWardFunnel } from '#warehouse/analytics/pages/list-ward-funnel.ts';
import { upsertCoverage } from '#warehouse/ledger/coverage/upsert-coverage.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { coverage } from './coverage.ts';
import { viewpointOf } from './viewpoint.ts';

it('story B2: of 660 registered 150 are active; 86 valid demands were all answered, 75 closed and 11 passed up', async () => {
  const stores = await freshStores();
  const now = new Date('2020-12-16T04:00:00.000Z');
  const source = { id: 'hotline', name: '12345', manifest: 'hotline', wardCode: two.own.ward, everySeconds: 60 };
  const context = await testContext(stores, { district: { ...two.district, sources: [source] }, now: () => now });
  await upsertSource(stores.ledger, { sourceId: 'hotline', name: '12345' });
  const at = now.toISOString();
  const report = { sourceId: 'hotline', wardCode: two.own.ward, day: '2020-12-16', party: null, at };
  await inTransaction(stores.ledger, (tx) => upsertCoverage(tx, { ...report, registered: 660, active: 150 }));
  const repliedAt = '2020-12-14T01:00:00.000Z';
  const demands = Array.from({ length: 86 }, (_, n) => {
    const status = n < 75 ? ('resolved' as const) : ('escalated' as const);
    return aDocument({ externalId: `d${n}`, sourceId: 'hotline', wardCode: two.own.ward, repliedAt, status });
  });
  // What obliges nobody is counted, and is no demand.
  const praise = aDocument({ externalId: 'p', sourceId: 'hotline', wardCode: two.own.ward, nature: 'praise' });
  const rows = [...demands, praise].map((document, n) => toDocumentRow(document, n + 1, at));
  await insertRows(stores.analytics, { name: 'story_b2', table: 'documents', rows });

  const { totals } = await coverage(context, systemScope, '2020-12-16');
  expect(totals).toMatchObject({ registered: 660, active: 150 });
  const { filter } = viewpointOf(context, systemScope, { days: 30 });
  const [funnel] = await listWardFunnel(stores.reader, filter, 12);
  expect(funnel).toEqual({
    ward: two.own.ward,
    documents: 87,
    valid: 86,
    replied: 86,
    resolved: 75,
    escalated: 11,
  });
  expect(((funnel!.resolved / funnel!.valid) * 100).toFixed(1)).toBe('87.2');
});
