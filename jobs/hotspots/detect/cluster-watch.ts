import type { DayCounts, Expectations } from './expectations.ts';
import type { DetectionParameters } from './parameters.ts';
import { seededRandom } from './random.ts';
import { findCluster } from './scan/find-cluster.ts';
import { drawNull, type NullDistribution } from './scan/null-distribution.ts';
import { planScan, type ScanPlan } from './scan/scan-statistic.ts';
import { growZones } from './scan/zones.ts';
import { COMMUNITY, type Space } from './space.ts';

/** Adjacent communities that together brought more of a topic than chance does. */
export interface SpaceTimeCluster {
  topic: number;
  communities: number[];
  /** First and last day of the cylinder. */
  fromDay: number;
  toDay: number;
  observed: number;
  expected: number;
  llr: number;
  p: number;
  /** Days of scanning all topics in which chance brings one such cluster. */
  recurrenceDays: number;
}

export interface ClusterOptions {
  space: Space;
  /** By community, those that share a border with it. */
  neighbours: readonly (readonly number[])[];
  parameters: DetectionParameters;
  seed: number;
  /** Nights that a null distribution is used for; 1 draws it every night. */
  nullNights: number;
}

/** A day's distinct reporters: by topic, [community, count]. */
interface Day {
  day: number;
  dayClass: number;
  topics: (readonly [ward: number, count: number])[][];
}

/** What a topic's counts are held against. */
interface Null {
  drawnOn: number;
  plan: ScanPlan;
  distribution: NullDistribution;
}

/** What one ward adds on one day at most: two households; a burst within a ward is told by the fast detector. */
const CAP = 2;
/** The longest cylinder. */
const DAYS = 14;
/** Fewer reports of a topic in two weeks cannot make a cluster of several wards. */
const MIN_TOTAL = 6;
/** A known cluster that is not seen for so many nights has ended. */
const FORGET_AFTER = 3;

/** Scans each topic at the end of each day; a cluster that goes on is told once. */
export class ClusterWatch {
  private readonly options: ClusterOptions;
  private readonly zones: Int32Array[];
  private readonly days: Day[] = [];
  private readonly nulls = new Map<number, Null>();
  private known: { topic: number; communities: ReadonlySet<number>; seenOn: number }[] = [];

  constructor(options: ClusterOptions) {
    this.options = options;
    const weights = new Float64Array(options.space.communities).fill(1);
    this.zones = growZones(options.neighbours, weights, options.parameters.clusterMaxWards);
  }

  /** Takes the counts of a finished day; with `expectations`, scans the last two weeks and gives the new clusters. */
  close(day: number, dayClass: number, counts: DayCounts, expectations?: Expectations): SpaceTimeCluster[] {
    this.days.push({ day, dayClass, topics: byTopic(counts.cells[COMMUNITY]!, this.options.space.topics) });
    if (this.days.length > DAYS) this.days.shift();
    if (!expectations?.ready || this.days.length < DAYS) return [];
    const clusters: SpaceTimeCluster[] = [];
    for (let topic = 0; topic < this.options.space.topics; topic++) {
      const cluster = this.scan(topic, day, expectations);
      if (cluster && this.isNew(cluster)) clusters.push(cluster);
    }
    this.known = this.known.filter(({ seenOn }) => day - seenOn < FORGET_AFTER);
    return clusters;
  }

  private scan(topic: number, day: number, expectations: Expectations): SpaceTimeCluster | undefined {
    const { space, parameters } = this.options;
    const { counts, total } = this.countsOf(topic);
    if (total < MIN_TOTAL) return undefined;
    const usual = this.nullOf(topic, day, { total, expectations });
    const found = findCluster(usual.plan, counts, { cap: CAP, nothingUnusual: usual.distribution });
    if (!found) return undefined;
    const recurrenceDays = 1 / (found.p * space.topics);
    if (recurrenceDays < parameters.clusterMinRecurrenceDays) return undefined;
    const fromDay = this.days[DAYS - found.days]!.day;
    const { members: communities, observed, expected, llr, p } = found;
    return { topic, communities, fromDay, toDay: day, observed, expected, llr, p, recurrenceDays };
  }

  private countsOf(topic: number): { counts: Float64Array; total: number } {
    const counts = new Float64Array(this.options.space.communities * DAYS);
    let total = 0;
    for (const [d, { topics }] of this.days.entries())
      for (const [ward, count] of topics[topic]!) {
        counts[ward * DAYS + d] = count;
        total += count;
      }
    return { counts, total };
  }

  private nullOf(
    topic: number,
    day: number,
    { total, expectations }: { total: number; expectations: Expectations },
  ): Null {
    const { nullNights, seed, parameters } = this.options;
    const known = this.nulls.get(topic);
    if (known && day - known.drawnOn < nullNights) return known;
    const plan = planScan(this.zones, DAYS, this.expectedOf(topic, expectations));
    const dispersion = expectations.dispersion(COMMUNITY, topic);
    const options = { total, dispersion, replicates: parameters.clusterReplicates, cap: CAP };
    const drawn = {
      drawnOn: day,
      plan,
      distribution: drawNull(plan, options, seededRandom(seed + day * 1000 + topic)),
    };
    this.nulls.set(topic, drawn);
    return drawn;
  }

  private expectedOf(topic: number, expectations: Expectations): Float64Array {
    const { communities, topics } = this.options.space;
    const factors = this.days.map(({ dayClass }) => expectations.factor(topic, dayClass));
    const expected = new Float64Array(communities * DAYS);
    for (let ward = 0; ward < communities; ward++) {
      const rate = expectations.rate(COMMUNITY, ward * topics + topic);
      for (let d = 0; d < DAYS; d++) expected[ward * DAYS + d] = rate * factors[d]!;
    }
    return expected;
  }

  private isNew({ topic, communities, toDay }: SpaceTimeCluster): boolean {
    const known = this.known.find(
      (one) => one.topic === topic && communities.some((ward) => one.communities.has(ward)),
    );
    this.known = this.known.filter((one) => one !== known);
    const all = new Set([...(known?.communities ?? []), ...communities]);
    this.known.push({ topic, communities: all, seenOn: toDay });
    return !known;
  }
}

function byTopic(cells: ReadonlyMap<number, number>, topics: number): Day['topics'] {
  const lists: Day['topics'] = Array.from({ length: topics }, () => []);
  for (const [cell, count] of cells) lists[cell % topics]!.push([Math.floor(cell / topics), count]);
  return lists;
}
