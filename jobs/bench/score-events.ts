/** A hand-checked event. Ids outside `core` that are `optional` are neutral; `nearMiss` ids must stay out. */
export interface GoldEvent {
  id: string;
  tier: 'main' | 'minor';
  core: readonly string[];
  optional: readonly string[];
  nearMiss: readonly string[];
}

export interface EventScore {
  bcubedPrecision: number;
  bcubedRecall: number;
  bcubedF1: number;
  /** Mean over events of the F1 of the cluster that holds most of it. */
  bestF1: number;
  /** Share of near-miss ids that lie in their event's best cluster. */
  nearMissRate: number;
}

const harmonic = (a: number, b: number): number => (a + b > 0 ? (2 * a * b) / (a + b) : 0);

/**
 * Scores a clustering (document id → cluster id) against checked events: B-cubed after
 * Bagga and Baldwin (1998), judged only where a checked event's core is touched; ids missing from
 * `clusterOf` count as clusters of one. Gives the same figures as the data's own `score_events.py`.
 */
export function scoreEvents(clusterOf: ReadonlyMap<string, string>, gold: readonly GoldEvent[]): EventScore {
  const clusters = new Map<string, Set<string>>();
  for (const [id, cluster] of clusterOf) clusters.set(cluster, (clusters.get(cluster) ?? new Set()).add(id));
  const matesOf = (id: string): ReadonlySet<string> => clusters.get(clusterOf.get(id) ?? '') ?? new Set([id]);
  let precision = 0;
  let recall = 0;
  let members = 0;
  let bestF1 = 0;
  let nearMisses = 0;
  let nearTotal = 0;
  for (const event of gold) {
    const core = new Set(event.core);
    const optional = new Set(event.optional);
    let best: { mates: ReadonlySet<string>; hits: number } = { mates: new Set(), hits: 0 };
    for (const id of core) {
      const mates = [...matesOf(id)].filter((mate) => !optional.has(mate));
      const hits = mates.filter((mate) => core.has(mate)).length;
      precision += hits / mates.length;
      recall += hits / core.size;
      if (hits > best.hits) best = { mates: new Set(mates), hits };
    }
    members += core.size;
    bestF1 += harmonic(best.hits / best.mates.size, best.hits / core.size);
    nearMisses += event.nearMiss.filter((id) => best.mates.has(id)).length;
    nearTotal += event.nearMiss.length;
  }
  return {
    bcubedPrecision: precision / members,
    bcubedRecall: recall / members,
    bcubedF1: harmonic(precision / members, recall / members),
    bestF1: bestF1 / gold.length,
    nearMissRate: nearTotal > 0 ? nearMisses / nearTotal : 0,
  };
}
