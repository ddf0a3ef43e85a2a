import { expect, it } from 'vitest';
import { freshStores } from '../../testing/fresh-stores.ts';
import { inTransaction } from '../ledger.ts';
import { insertBatch } from './insert-batch.ts';
import { nextBatches } from './next-batch.ts';
import { upsertSource } from './upsert-source.ts';

const { ledger } = await freshStores();

it('batches are taken together up to what one insert holds, and the first whatever its size', async () => {
  await upsertSource(ledger, { sourceId: 'file', name: 'file' });
  for (const [n, rows] of [999, 1_000, 998, 1_000, 999, 1_000, 0, 6_000, 1].entries()) {
    const batch = {
      sourceId: 'file',
      inputKey: `${n}`,
      documents: Buffer.alloc(0),
      rows,
      storedAt: '2026-03-01T00:00:00Z',
    };
    await inTransaction(ledger, (tx) => insertBatch(tx, batch));
  }
  const taken: number[] = [];
  for (let after = 0; ;) {
    const batches = await nextBatches(ledger, { after });
    if (batches.length === 0) break;
    taken.push(batches.length);
    after = batches.at(-1)!.batch_no;
  }
  // 4 996, 1 000, 6 000 and 1 documents.
  expect(taken).toEqual([5, 2, 1, 1]);
});
