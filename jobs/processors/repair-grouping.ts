import { pack } from '../intake/cleaned-batch.ts';
import { type GroupingTask, REPAIR_SOURCE } from '../intake/plan-repair.ts';
import { insertBatch } from '#warehouse/ledger/intake/insert-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { notifyIntake } from '#warehouse/ledger/notify.ts';

/** Puts a repair of the grouping into the intake log, where the applier finds it in its turn; once per `key`. */
export function requestRepair(
  ledger: Ledger,
  request: { key: string; now: string; newest: number | null },
): Promise<void> {
  return requestTask(ledger, { kind: 'repair', newest: request.newest }, { ...request, key: `repair:${request.key}` });
}

/** As `requestRepair`, for taking the grouping anew from the warehouse. */
export function requestReload(ledger: Ledger, request: { key: string; now: string }): Promise<void> {
  return requestTask(ledger, { kind: 'reload' }, { ...request, key: `reload:${request.key}` });
}

async function requestTask(
  ledger: Ledger,
  task: GroupingTask,
  { key, now }: { key: string; now: string },
): Promise<void> {
  const documents = await pack([task]);
  await inTransaction(ledger, async (tx) => {
    await upsertSource(tx, { sourceId: REPAIR_SOURCE, name: '聚类修复' });
    await insertBatch(tx, { sourceId: REPAIR_SOURCE, inputKey: key, documents, rows: 0, storedAt: now });
    await notifyIntake(tx);
  });
}
