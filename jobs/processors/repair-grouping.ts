import { pack } from '../intake/cleaned-batch.ts';
import { type GroupingTask, REPAIR_SOURCE } from '../intake/plan-repair.ts';
import { insertBatch } from '#warehouse/ledger/intake/insert-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { notifyIntake } from '#warehouse/ledger/notify.ts';

/** Puts a repair of the grouping into the intake log, where the applier finds it in its turn; once per `key`. */
export async function requestRepair(
  ledger: Ledger,
  request: { key: string; now: string; newest: number | null },
): Promise<void> {
  const task: GroupingTask = { kind: 'repair', newest: request.newest };
  const documents = await pack([task]);
  await inTransaction(ledger, async (tx) => {
    await upsertSource(tx, { sourceId: REPAIR_SOURCE, name: '聚类修复' });
    await insertBatch(tx, {
      sourceId: REPAIR_SOURCE,
      inputKey: `repair:${request.key}`,
      documents,
      rows: 0,
      storedAt: request.now,
    });
    await notifyIntake(tx);
  });
}
