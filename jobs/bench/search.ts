import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { type Analytics, openAnalytics, runCommand } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { readQuery } from '../search/read-query.ts';
import { searchDocuments } from '../search/search-documents.ts';
import { shippedSynonyms } from '../search/synonyms-setting.ts';
import type { BenchRow } from './bench-row.ts';
import { askedSearches, type AskedSearch } from './search/asked-searches.ts';
import { fillPosts } from './search/fill-posts.ts';
import { countPlain, measureRecall } from './search/plain-search.ts';

/** A large district's years; MINQING_BENCH_DOCUMENTS asks for another size. */
const DOCUMENTS = 10_000_000;
const UNTIL = '2020-12-12T13:05:00.000Z';
/** Of the searches that LIKE could ask too, the first and the sixth of a kind are: each takes seconds. */
const ALSO_PLAIN: ReadonlySet<number> = new Set([0, 5]);
const quiet = { info() {}, warn() {}, error() {} };

/** A hundred searches of ten kinds over invented posts, beside the plain LIKE, and what share of its documents they find. */
export async function run(): Promise<BenchRow[]> {
  const documents = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? DOCUMENTS);
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  try {
    await migrateAnalytics(stores.addresses.clickhouse);
    const analytics = openAnalytics(stores.addresses.clickhouse);
    await fillPosts(analytics, { documents, until: UNTIL });
    // What merges in the background would do in the hours that such a district takes to grow by as much.
    await runCommand(analytics, { name: 'bench_settle', sql: 'OPTIMIZE TABLE search_documents' });
    const rows = await measure(analytics);
    await analytics.close();
    return rows.map((row) => ({ ...row, data: `${documents} synthetic documents` }));
  } finally {
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(analytics: Analytics): Promise<Omit<BenchRow, 'data'>[]> {
  const searches = askedSearches(UNTIL);
  const times = { all: [] as number[], found: [] as number[], plain: [] as number[] };
  const kinds = new Map<string, number[]>();
  const recalls: number[] = [];
  let empty = 0;
  await search(analytics, searches[0]!);
  for (const [at, asked] of searches.entries()) {
    const started = performance.now();
    const found = await search(analytics, asked);
    const ms = performance.now() - started;
    times.all.push(ms);
    kinds.set(asked.kind, [...(kinds.get(asked.kind) ?? []), ms]);
    if (found.total === 0) empty += 1;
    if (!asked.isPlain || !ALSO_PLAIN.has(Math.floor(at / 10))) continue;
    times.found.push(ms);
    times.plain.push(await countPlain(analytics, asked));
    recalls.push(await measureRecall(analytics, asked, found.matters));
  }
  const [p50, p95] = [quantile(times.all, 0.5), quantile(times.all, 0.95)];
  const [beside, plain] = [quantile(times.found, 0.5), quantile(times.plain, 0.5)];
  const row = { bench: 'search', unit: 'ms' };
  return [
    { ...row, metric: 'p50_ms', value: p50 },
    { ...row, metric: 'p95_ms', value: p95 },
    {
      ...row,
      metric: 'beside_like_ms',
      value: beside,
      baseline: `LIKE of ${times.plain.length}`,
      baselineValue: plain,
      ratio: beside / plain,
    },
    { ...row, metric: 'recall_of_like', unit: 'share', value: mean(recalls) },
    { ...row, metric: 'least_recall_of_like', unit: 'share', value: Math.min(...recalls) },
    { ...row, metric: 'without_result', unit: 'searches', value: empty },
    ...[...kinds].map(([kind, ms]) => ({ ...row, metric: `p50_ms ${kind}`, value: quantile(ms, 0.5) })),
  ];
}

const segmenter = createSegmenter();
const synonyms = shippedSynonyms();

const search = (analytics: Analytics, { text, filter }: AskedSearch): ReturnType<typeof searchDocuments> =>
  searchDocuments(analytics, filter, { asked: readQuery(text, segmenter, synonyms), synonyms, at: UNTIL });

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}
