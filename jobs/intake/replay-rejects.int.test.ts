import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetRejectedRows } from '#warehouse/ledger/intake/sealed-rejects.ts';
import { listRejectGroups, listRejects } from '#warehouse/ledger/intake/list-rejects.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { district } from '../alerts/testing/fixtures.ts';
import { type CleaningPool, createCleaningPool } from './cleaning-pool.ts';
import { replayRejects } from './replay-rejects.ts';
import { storeBatch } from './store-batch.ts';

const { ledger } = await freshStores();
const secret = { keyId: 'k1', key: Buffer.alloc(32, 7) };
const early = '2020-12-12T04:00:00.000Z';
const later = (): Date => new Date('2020-12-13T04:00:00.000Z');
const all = { source: '', reason: '', before: 0, limit: 50 };

let cleaning: CleaningPool;
beforeAll(async () => {
  cleaning = createCleaningPool({ district, reporterSecret: secret }, 1);
  await upsertSource(ledger, { sourceId: 'forum', name: '论坛' });
});
afterAll(() => cleaning.close());

/** A post from tomorrow (our clock was behind) and one without an id. */
const rows = [
  { externalId: 'p1', kind: 'post', publishedAt: '2020-12-12T20:00:00.000Z', text: '路灯不亮，我的电话13800138000' },
  { kind: 'post', publishedAt: '2020-12-12T03:00:00.000Z', text: '没有编号' },
];

describe('rejected rows', () => {
  it('wait with their reason, masked, and are taken when what was wrong is mended', async () => {
    const task = { sourceId: 'forum', sourceWard: '', history: false, now: early };
    const batch = await cleaning.clean({ ...task, rows: rows.map((value, at) => ({ position: String(at), value })) });
    await storeBatch(
      ledger,
      { sourceId: 'forum', inputKey: 'a', cursor: null, now: early, timeZone: 'Asia/Shanghai' },
      batch,
    );
    const waiting = await listRejects(ledger, all);
    expect(waiting.map(({ reason, replayable }) => [reason, replayable])).toEqual([
      ['invalid_field', true],
      ['published_in_future', true],
    ]);
    expect(JSON.stringify(waiting)).not.toContain('13800138000');

    const deps = { ledger, cleaning, timeZone: 'Asia/Shanghai', now: later, secret };
    const before = await getIntakeProgress(ledger);
    expect(await replayRejects(deps, { sourceId: 'forum', reason: '', wardCode: '' })).toEqual({
      tried: 2,
      accepted: 1,
      rejected: 1,
      lost: 0,
    });
    expect((await getIntakeProgress(ledger)).last_batch_no).toBe(before.last_batch_no + 1);
    expect(await listRejectGroups(ledger)).toMatchObject([{ source_id: 'forum', reason: 'invalid_field', count: 1 }]);
  });

  it('are forgotten after their time, but for their reason', async () => {
    await forgetRejectedRows(ledger, '2021-06-01T00:00:00.000Z');
    expect((await listRejects(ledger, all)).map(({ replayable }) => replayable)).toEqual([false]);
  });
});
