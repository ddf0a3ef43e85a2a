import { hash } from 'node:crypto';
import { groupBy } from '../hotspots/group-by.ts';
import type { ScoredEvent } from '../hotspots/rank.ts';
import type { BenchRow } from './bench-row.ts';
import { groupAppeals, rankMonth } from './rank-appeals.ts';
import { type Appeal, readAppeals } from './read-appeals.ts';
import { withFloors } from './with-floors.ts';

/** Issues that several published analyses of these messages name among the hottest, as far as they are in the development half. */
const CONSENSUS: ReadonlySet<string> = new Set(['lifa-mixing-plant', 'talent-subsidy']);
const TOP = 10;
/** A month is an issue's own when so many of its checked messages lie in it. */
const MIN_MESSAGES = 3;
/** What the published lists were misled by: one post that many liked. */
const LIKED = 1000;

/** Share of the messages, and of the persons with all that they wrote, that a disturbed run keeps. */
const KEPT = 0.8;

/**
 * Where published hot issues stand in the ranking of their months: grouped in one pass and repaired, ranked by the
 * product's own heat over the thirty days to the end of each month, as one district without wards. With
 * MINQING_BENCH_SEEDS=20 as often again over four fifths of the messages and of the persons, drawn anew each time.
 */
export async function run(): Promise<BenchRow[]> {
  const data = readAppeals();
  if (!data) {
    console.error('quality-hotspots skipped: no data');
    return [];
  }
  const { lists, issues, eventOf } = rankAll(data.appeals, data.gold);
  const ranks = issues.filter(({ issue }) => CONSENSUS.has(issue));
  const liked = new Set(data.appeals.filter(({ up }) => up >= LIKED).map(({ id }) => eventOf.get(id)));
  const leads = lists.filter(([first]) => first && first.reporters < 2 && liked.has(first.event_id));
  const row = { bench: 'quality', unit: 'share', data: `${data.appeals.length} appeals, ${lists.length} months` };
  const disturbed = (['messages', 'persons'] as const).map((of) => {
    const found = Array.from({ length: Number(process.env['MINQING_BENCH_SEEDS'] ?? 0) }, (_, seed) =>
      rankAll(keep(data.appeals, of, seed), data.gold).issues.filter(({ issue }) => CONSENSUS.has(issue)),
    ).flat();
    return { ...row, metric: `hotspots_consensus_in_top_ten_of_four_fifths_of_${of}`, value: topShare(found) };
  });
  return withFloors([
    ...ranks
      .toSorted((a, b) => (`${a.issue}${a.month}` < `${b.issue}${b.month}` ? -1 : 1))
      .map(({ issue, month, rank }) => ({
        ...row,
        metric: `hotspots_rank_${issue}_${month}`,
        value: rank,
        unit: 'place',
      })),
    { ...row, metric: 'hotspots_consensus_in_top_ten', value: topShare(ranks) },
    { ...row, metric: 'hotspots_checked_events_in_top_ten', value: topShare(issues) },
    ...disturbed.filter(({ value }) => !Number.isNaN(value)),
    { ...row, metric: 'hotspots_led_by_one_liked_post', value: leads.length, unit: 'months' },
    { ...row, metric: 'hotspots_lone_in_top_ten', value: loneShare(lists) },
  ]);
}

interface Ranked {
  issue: string;
  month: string;
  rank: number;
}
const topShare = (ranks: readonly Ranked[]): number => ranks.filter(({ rank }) => rank <= TOP).length / ranks.length;

/** The lists of all months, and where each checked event stands in the months with enough of its messages. */
function rankAll(appeals: readonly Appeal[], gold: readonly { id: string; core: readonly string[] }[]) {
  const { facts, events } = groupAppeals(appeals);
  const months = [...new Set(appeals.map(({ time }) => time.slice(0, 7)))].sort();
  const lists = new Map(months.map((month) => [month, rankMonth(month, facts, events)]));
  const eventOf = new Map(facts.map(({ id, event }) => [id, event]));
  const monthOf = new Map(appeals.map(({ id, time }) => [id, time.slice(0, 7)]));
  const issues = gold.flatMap(({ id, core }): Ranked[] => {
    const there = core.filter((each) => monthOf.has(each));
    return [...groupBy(there, (each) => monthOf.get(each)!)].flatMap(([month, ids]) =>
      ids.length < MIN_MESSAGES ? [] : [{ issue: id, month, rank: rankOf(lists.get(month)!, ids, eventOf) }],
    );
  });
  return { lists: [...lists.values()], issues, eventOf };
}

/** Four fifths of them, the same for the same seed. */
function keep(appeals: readonly Appeal[], of: 'messages' | 'persons', seed: number): Appeal[] {
  const isKept = (key: string): boolean => {
    const drawn = hash('sha256', `${seed} ${key}`, 'buffer').readUInt32BE() / 2 ** 32;
    return drawn < KEPT;
  };
  return appeals.filter(({ id, user }) => isKept(of === 'messages' ? id : user));
}

/** The place of the event that holds most of the named messages. */
function rankOf(list: readonly ScoredEvent[], ids: readonly string[], eventOf: ReadonlyMap<string, string>): number {
  const events = [...groupBy(ids, (id) => eventOf.get(id)!)].sort(([, a], [, b]) => b.length - a.length);
  const place = list.findIndex(({ event_id }) => event_id === events[0]![0]);
  return place < 0 ? list.length + 1 : place + 1;
}

/** Share of the first ten places that an event of a single reporter holds. */
function loneShare(lists: readonly (readonly ScoredEvent[])[]): number {
  const top = lists.flatMap((list) => list.slice(0, TOP));
  return top.filter(({ reporters }) => reporters < 2).length / top.length;
}
