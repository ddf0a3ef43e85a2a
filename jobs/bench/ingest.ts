import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportReport } from '../import/import-file.ts';
import type { BenchRow } from './bench-row.ts';
import { type IntakeRig, openIntakeRig } from './intake-rig.ts';
import { inventPosts } from './invent-posts.ts';
import { plainSegmenter } from './plain-segmenter.ts';
import { processorSeconds } from './processor-time.ts';
import { readRealMessages } from './real-messages.ts';

/** The event loop, the grouping and the stores share the cores with them. */
const CLEANING_THREADS = Number(process.env['MINQING_BENCH_THREADS'] ?? 2);
/** MINQING_BENCH_STREAM=2000000 gives the full figure: twenty minutes on two cores. */
const STREAM = Number(process.env['MINQING_BENCH_STREAM'] ?? 30_000);
/** Memory is read first when this many documents are in: everything is loaded and compiled then. */
const MEMORY_FROM = 10_000;
const WATCH_MS = 100;
const PASSES = 3;
/** Imports before those that are measured: the processor time of a document falls until the fourth. */
const WARM_UP = 3;
/** Imports that are measured; the one in the middle counts. */
const MEASURED = 3;
const mib = (): number => process.memoryUsage().rss / 2 ** 20;

interface Post {
  id: string;
  title: string;
  text: string;
}

/** Documents per second from a file until they are stored, masked, located and grouped; memory over a long stream. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-bench-files-'));
  const rig = await openIntakeRig(CLEANING_THREADS);
  try {
    const file = join(folder, 'posts.jsonl');
    return [...(await measureSpeed(rig, file)), ...(await measureMemory(rig, file))];
  } finally {
    await rig.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSpeed(rig: IntakeRig, file: string): Promise<BenchRow[]> {
  const real = readRealMessages();
  const posts: Post[] = real ?? [...inventPosts(9_000, 3)];
  await writeLines(file, posts);
  const before = cutsPerSecond(posts);
  // The first times compile the code and load the dictionaries; each time the same file is new once more.
  for (let pass = 0; pass < WARM_UP; pass++) {
    await rig.take(file);
    await rig.reset();
  }
  const passes: { report: ImportReport; seconds: number; spent: number }[] = [];
  for (let pass = 0; pass < MEASURED; pass++) {
    const spentBefore = processorSeconds();
    const taken = await rig.take(file);
    passes.push({ ...taken, spent: processorSeconds() - spentBefore });
    await rig.reset();
  }
  const { report, seconds, spent } = passes.toSorted((a, b) => a.seconds - b.seconds)[MEASURED >> 1]!;
  // The machine may have been busy during one of the two: the better baseline counts, against us.
  const baseline = Math.max(before, cutsPerSecond(posts));
  const perSecond = report.accepted / seconds;
  const characters = posts.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  const data = `${posts.length} ${real ? 'real' : 'invented'} messages, ${Math.round(characters / posts.length)} characters each`;
  return [
    {
      bench: 'ingest',
      metric: 'documents_per_second',
      value: perSecond,
      unit: '1/s',
      data,
      baseline: 'nodejieba alone',
      baselineValue: baseline,
      ratio: perSecond / baseline,
    },
    {
      bench: 'ingest',
      // What the rate would be on two cores that nobody else uses and that never wait.
      metric: 'processor_ms_per_document',
      value: (spent * 1000) / report.accepted,
      unit: 'ms',
      data,
      baseline: 'nodejieba alone',
      baselineValue: 1000 / baseline,
      ratio: (spent * baseline) / report.accepted,
    },
  ];
}

/** What nodejieba alone segments of the same text per second of processor time: as fast as on a core of its own. */
function cutsPerSecond(posts: readonly Post[]): number {
  const segmenter = plainSegmenter();
  let fastest = Infinity;
  for (let pass = 0; pass < PASSES; pass++) {
    const start = process.cpuUsage();
    for (const { title, text } of posts) segmenter.cut(`${title}\n${text}`);
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, (user + system) / 1e6);
  }
  return posts.length / fastest;
}

async function measureMemory(rig: IntakeRig, file: string): Promise<BenchRow[]> {
  await writeLines(file, inventPosts(STREAM, 4));
  let early = 0;
  let highest = 0;
  // Also while the last documents are grouped and written, when all are read.
  const watch = setInterval(() => (highest = Math.max(highest, mib())), WATCH_MS);
  const { report, seconds } = await rig.take(file, (rows) => {
    highest = Math.max(highest, mib());
    if (early === 0 && rows >= MEMORY_FROM) early = mib();
  });
  clearInterval(watch);
  const about = { bench: 'ingest', data: `${report.rows} invented posts` };
  return [
    { ...about, metric: 'stream_documents_per_second', value: report.accepted / seconds, unit: '1/s' },
    { ...about, metric: 'resident_mib_at_10000', value: early, unit: 'MiB' },
    {
      ...about,
      metric: 'resident_mib_highest',
      value: highest,
      unit: 'MiB',
      baseline: 'at 10 000',
      baselineValue: early,
      ratio: highest / early,
    },
  ];
}

async function writeLines(file: string, posts: Iterable<object>): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    let block = '';
    for (const post of posts) {
      block += `${JSON.stringify(post)}\n`;
      if (block.length < 1 << 16) continue;
      yield block;
      block = '';
    }
    yield block;
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}
