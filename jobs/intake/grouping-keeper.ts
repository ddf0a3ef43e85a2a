import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listEventConstraints } from '#warehouse/ledger/events/constraints.ts';
import { getSnapshotMark, putSnapshotMark } from '#warehouse/ledger/events/grouping-snapshot.ts';
import { getFirstPendingBatch } from '#warehouse/ledger/intake/get-first-pending-batch.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { Log } from '../log.ts';
import type { GroupingPool } from './grouping-pool.ts';

/** Rows written since the last snapshot that make a new one worth its second or two of disk: at a stop … */
const WORTH_AT_STOP = 500;
/** … when nothing waits, as a share of what is held, so that a steady stream does not write all of it every minute … */
const WORTH_AT_REST = 0.05;
/** … and while more waits. */
const WORTH_BUSY = 0.25;

/** The snapshot of an installation, in its data folder. */
export const snapshotFileOf = (dataDir: string): string => join(dataDir, 'grouping.snapshot');

export interface KeeperDeps {
  analytics: Analytics;
  ledger: Ledger;
  grouping: GroupingPool;
  /** Where the snapshot lies; without it, each start reads all of history. */
  snapshotFile?: string | undefined;
  /** At least so many rows make a snapshot; a test has fewer. */
  snapshotWorth?: number;
  log: Log;
}

/** Loads the grouping at a start and writes a snapshot of it now and then, so that the next start is quick. */
export class GroupingKeeper {
  private held = 0;
  /** Rows written since the last snapshot, or since history was read. */
  private written = 0;
  private lastBatch = 0;

  constructor(private readonly deps: KeeperDeps) {}

  /** The grouping as the warehouse has it, and what persons have said. */
  async load(): Promise<void> {
    const { analytics, ledger, grouping, snapshotFile, log } = this.deps;
    const [said, mark, applied] = await Promise.all([
      listEventConstraints(ledger),
      getSnapshotMark(ledger),
      getFirstPendingBatch(ledger),
    ]);
    const snapshot = mark && snapshotFile !== undefined ? { ...mark, file: snapshotFile } : undefined;
    const folder = snapshotFile === undefined ? tmpdir() : dirname(snapshotFile);
    const loaded = await grouping.load({ address: analytics.address, said, snapshot, folder });
    this.lastBatch = applied - 1;
    this.held = loaded.held;
    this.written = loaded.replayed;
    const { held: documents, replayed, refused } = loaded;
    if (refused !== undefined) log.warn({ event: 'grouping_snapshot_passed_over', reason: refused });
    log.info({ event: 'grouping_loaded', documents, replayed, ms: loaded.ms });
  }

  /** The words of documents have changed: all is read anew, and the snapshot holds no more. */
  async loadAnew(): Promise<void> {
    await putSnapshotMark(this.deps.ledger, null);
    await this.load();
  }

  /** True when a plan that writes so many rows makes a snapshot worth its while: then the grouping is to stay where it is. */
  isDue(rows: number): boolean {
    return this.isWorth(this.written + rows, (this.held + rows) * WORTH_BUSY);
  }

  /**
   * Notes that the plan of the batches up to `lastBatch` is stored: whatever happens, it will be written. `isLast`: the
   * grouping has taken nothing of later ones.
   */
  async planned(lastBatch: number, rows: number, isLast: boolean): Promise<void> {
    this.lastBatch = lastBatch;
    this.written += rows;
    this.held += rows;
    if (isLast) await this.saveFrom(this.held * WORTH_BUSY);
  }

  /** Nothing waits: the moment for a snapshot that is not pressing. */
  async rest(): Promise<void> {
    await this.saveFrom(this.held * WORTH_AT_REST);
  }

  /** Nothing waits, and the process ends. */
  async stop(): Promise<void> {
    await this.saveFrom(0);
  }

  private isWorth(written: number, least: number): boolean {
    const { snapshotFile, snapshotWorth = WORTH_AT_STOP } = this.deps;
    return snapshotFile !== undefined && written >= Math.max(snapshotWorth, least);
  }

  private async saveFrom(least: number): Promise<void> {
    const { snapshotFile } = this.deps;
    if (snapshotFile !== undefined && this.isWorth(this.written, least)) await this.save(snapshotFile);
  }

  /** Only from between two plans: the state is then that of the last batch. A fault costs the next start its quickness, nothing else. */
  private async save(file: string): Promise<void> {
    const { ledger, grouping, log } = this.deps;
    const mark = { snapshotId: randomUUID(), batchNo: this.lastBatch };
    this.written = 0;
    try {
      const { documents, ms } = await grouping.save({ ...mark, file });
      await putSnapshotMark(ledger, mark);
      this.held = documents;
      log.info({ event: 'grouping_snapshot_saved', documents, ms });
    } catch (error) {
      log.error({ event: 'grouping_snapshot_failed', error: String(error) });
    }
  }
}
