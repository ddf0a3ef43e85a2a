import { expect, it } from 'vitest';
import { insertSignals } from '#warehouse/analytics/detect/insert-signals.ts';
import { recordPull } from '#warehouse/ledger/intake/record-pull.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { leads } from './leads.ts';
import { sourceHealth } from './snapshot.ts';
import { filterSchema, viewOf } from './viewpoint.ts';

it('a source that answers and brings nothing is shown as 数据中断 and told as a lead for as long as its silence holds', async () => {
  const stores = await freshStores();
  const at = '2020-12-16T04:00:00.000Z';
  await upsertSource(stores.ledger, { sourceId: 'hotline', name: '12345' });
  await recordPull(stores.ledger, { sourceId: 'hotline', cursor: null, at });
  const silence = {
    signal_id: 'silence:hotline',
    kind: 'silence' as const,
    ward_code: '',
    ward_codes: [],
    topic_code: '',
    source_id: 'hotline',
    raised_at: '2020-12-16T02:00:00.000Z',
    since: '2020-12-15T10:00:00.000Z',
    last_at: '2020-12-16T03:55:00.000Z',
    observed: 0,
    expected: 30,
    dispersion: 1,
    p_value: 1e-9,
    score: 0,
    recurrence_days: 0,
    event_ids: [],
    parameters_version: 0,
  };
  await insertSignals(stores.analytics, [silence], 1);
  const stateAt = async (now: string) => {
    const context = await testContext(stores, { district: two.district, now: () => new Date(now) });
    const { state } = (await sourceHealth(context, systemScope)).find(({ sourceId }) => sourceId === 'hotline')!;
    const { signals } = await leads(context, await viewOf(context, systemScope, filterSchema.parse({})));
    return { state, told: signals.map(({ kind }) => kind) };
  };
  expect(await stateAt('2020-12-16T04:00:00.000Z')).toEqual({ state: 'silent', told: ['silence'] });
  await recordPull(stores.ledger, { sourceId: 'hotline', cursor: null, at: '2020-12-16T06:00:00.000Z' });
  expect(await stateAt('2020-12-16T06:00:00.000Z')).toEqual({ state: 'ok', told: [] });
});
