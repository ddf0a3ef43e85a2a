import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper, type Grouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { withFloors } from './with-floors.ts';
import { readAppeals, toGroupingDocument } from './read-appeals.ts';
import { type GoldEvent, scoreEvents } from './score-events.ts';
import { scoreHalves } from './score-halves.ts';

/** An ordinary tool on the same checked events: average link over character n-grams, offline, tuned. */
const BASELINE = { name: 'average link over character n-grams', bcubedF1: 0.799 };

/**
 * How well messages are grouped into events: file order, an empty warehouse, no knowledge of the
 * corpus before the first message. Once as the stream left them, once after the nightly repair.
 */
export async function run(): Promise<BenchRow[]> {
  const data = readAppeals();
  if (!data) {
    console.error('quality-events skipped: no data');
    return [];
  }
  const segmenter = createSegmenter();
  const documents = data.appeals.map((appeal) => toGroupingDocument(appeal, segmenter));
  const grouper = createGrouper();
  for (const document of documents) grouper.add(document);
  const onePass = clustersOf(grouper, documents);
  grouper.repair();
  const repaired = clustersOf(grouper, documents);
  return withFloors([
    ...rowsOf('one_pass', onePass, data.gold),
    ...rowsOf('repaired', repaired, data.gold),
    ...halvesOf(repaired, data.gold),
    {
      bench: 'quality',
      metric: 'events_repaired_over_merged',
      value: overMergedShare(repaired, documents, data.gold),
      unit: 'share',
      data: 'events of 3 or more messages that touch no checked event',
    },
  ]);
}

function rowsOf(stage: string, clusters: ReadonlyMap<string, string>, gold: readonly GoldEvent[]): BenchRow[] {
  return (['main', 'all'] as const).flatMap((tier) => {
    const judged = gold.filter((event) => tier === 'all' || event.tier === tier);
    const score = scoreEvents(clusters, judged);
    const row = (metric: string, value: number): BenchRow => ({
      bench: 'quality',
      metric: `events_${stage}_${metric}_${tier}`,
      value,
      unit: 'share',
      data: `${clusters.size} appeals, ${judged.length} checked events`,
    });
    return [
      {
        ...row('bcubed_f1', score.bcubedF1),
        baseline: BASELINE.name,
        baselineValue: BASELINE.bcubedF1,
        ratio: score.bcubedF1 / BASELINE.bcubedF1,
      },
      row('bcubed_precision', score.bcubedPrecision),
      row('bcubed_recall', score.bcubedRecall),
      row('best_f1', score.bestF1),
      row('near_miss_rate', score.nearMissRate),
    ];
  });
}

/** What an unlucky choice of events would have shown. */
function halvesOf(clusters: ReadonlyMap<string, string>, gold: readonly GoldEvent[]): BenchRow[] {
  const { bcubedF1, nearMissRate } = scoreHalves(clusters, gold);
  const about = { bench: 'quality', unit: 'share', data: `400 random halves of ${gold.length} checked events` };
  return [
    { ...about, metric: 'events_repaired_bcubed_f1_half_p5', value: bcubedF1 },
    { ...about, metric: 'events_repaired_near_miss_rate_half_p95', value: nearMissRate },
  ];
}

/** The cluster of each document. */
export function clustersOf(grouper: Grouper, documents: readonly GroupingDocument[]): Map<string, string> {
  return new Map(documents.map(({ key }) => [key, grouper.eventOf(key)!]));
}

/**
 * Share of larger events, among those nobody checked, most of whose pairs of messages name
 * different places: a sign of over-merging that scores on checked events alone would not show.
 */
export function overMergedShare(
  clusters: ReadonlyMap<string, string>,
  documents: readonly GroupingDocument[],
  gold: readonly GoldEvent[],
): number {
  const checked = new Set(gold.flatMap((event) => event.core));
  const events = new Map<string, GroupingDocument[]>();
  for (const document of documents) {
    const event = clusters.get(document.key)!;
    events.set(event, [...(events.get(event) ?? []), document]);
  }
  const larger = [...events.values()].filter(
    (members) => members.length >= 3 && !members.some(({ key }) => checked.has(key)),
  );
  return larger.filter(isMixed).length / larger.length;
}

function isMixed(members: readonly GroupingDocument[]): boolean {
  const placed = members.filter(({ anchors }) => anchors.length > 0);
  const pairs = placed.flatMap((x, i) => placed.slice(i + 1).map((y) => isHeld(x.anchors, y) || isHeld(y.anchors, x)));
  return pairs.length > 0 && pairs.filter(Boolean).length < pairs.length / 2;
}

const isHeld = (names: readonly string[], { title, text }: GroupingDocument): boolean =>
  names.some((name) => `${title}\n${text}`.includes(name));
