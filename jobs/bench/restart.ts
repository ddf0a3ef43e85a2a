import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Analytics, openAnalytics } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { createGrouper, type Grouper } from '../events/grouper.ts';
import { seqOf, toDocumentRow, toMembershipRow } from '../intake/document-rows.ts';
import { loadGrouping, saveGrouping } from '../intake/load-grouping.ts';
import { aDocument } from '../testing/a-document.ts';
import type { BenchRow } from './bench-row.ts';
import { processorSeconds } from './processor-time.ts';
import { syntheticDocuments } from './synthetic-documents.ts';

/** Documents held; as many as the grouping holds by default. */
const DOCUMENTS = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? 150_000);
/** Documents of one batch. */
const BATCH = 5_000;
const quiet = { info() {}, warn() {}, error() {} };

/** How long a start takes until the first document can be grouped: from all of history, and from a snapshot. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-restart-'));
  const stores = await openStores({ dataDir: join(folder, 'data'), env: {}, log: quiet });
  const analytics = openAnalytics(stores.addresses.clickhouse);
  try {
    await migrateAnalytics(stores.addresses.clickhouse);
    const filled = await fill(analytics);
    const storage = { folder };
    const at = { file: join(folder, 'grouping.snapshot'), snapshotId: 'bench', batchNo: filled.batches };
    const saving = await measured(async () => saveGrouping(filled.grouper, at));
    // A start has no other state beside the one that it loads, which the collector would look through each time.
    filled.grouper = createGrouper();
    const history = await measured(async () => void (await loadGrouping(analytics, undefined, storage)));
    const snapshot = await measured(async () => {
      const { refused, replayed } = await loadGrouping(analytics, at, storage);
      if (refused !== undefined || replayed > 0) throw new Error('the snapshot was not used');
    });
    const size = (await stat(at.file)).size;
    const data = `${DOCUMENTS} synthetic documents of 125 characters`;
    const row = (metric: string, { seconds, cpu }: Measured): BenchRow[] => [
      { bench: 'restart', metric: `${metric}_seconds`, value: seconds, unit: 's', data },
      { bench: 'restart', metric: `${metric}_processor`, value: cpu, unit: 's of processor, stores included', data },
    ];
    const [byClock, byProcessor] = row('from_snapshot', snapshot);
    return [
      ...row('from_history', history),
      {
        ...byClock!,
        baseline: 'from history',
        baselineValue: history.seconds,
        ratio: snapshot.seconds / history.seconds,
      },
      { ...byProcessor!, baseline: 'from history', baselineValue: history.cpu, ratio: snapshot.cpu / history.cpu },
      ...row('save', saving),
      { bench: 'restart', metric: 'snapshot_size', value: size / 2 ** 20, unit: 'MiB', data },
    ];
  } finally {
    await analytics.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Groups documents and stores them as the applier would; gives the grouper and how many batches that were. */
async function fill(analytics: Analytics): Promise<{ grouper: Grouper; batches: number }> {
  const source = syntheticDocuments();
  const grouper = createGrouper();
  let batches = 0;
  for (let from = 0; from < DOCUMENTS; from += BATCH) {
    batches += 1;
    const grouped = Array.from({ length: Math.min(BATCH, DOCUMENTS - from) }, (_, index) => {
      const { title, text, words, anchors, publishedAt } = source.next().value!;
      const document = aDocument({
        sourceId: 'synthetic',
        externalId: String(from + index),
        title,
        text,
        tokens: [...words],
        places: [...anchors],
        publishedAt,
      });
      const key = `synthetic\u001f${from + index}`;
      const joined = grouper.add({ ...document, key, words, anchors });
      return { document, joined, seq: seqOf(batches, index) };
    });
    await insertPlan(analytics, {
      documents: grouped.map(({ document, seq }) => toDocumentRow(document, seq, document.publishedAt)),
      memberships: grouped.map(({ document, joined, seq }) => toMembershipRow(document, { ...joined, seq }, seq)),
      events: [],
    });
  }
  return { grouper, batches };
}

interface Measured {
  seconds: number;
  /** Seconds of processor that this process and the stores took. */
  cpu: number;
}

async function measured(work: () => Promise<void>): Promise<Measured> {
  const [clock, cpu] = [performance.now(), processorSeconds()];
  await work();
  return { seconds: (performance.now() - clock) / 1000, cpu: processorSeconds() - cpu };
}
