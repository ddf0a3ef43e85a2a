/** Expectations of all cylinders: they are summed once and scanned for many counts. */
export interface ScanPlan {
  /** Orders in which wards join a set, by centre (`growZones`). */
  zones: readonly Int32Array[];
  /** Consecutive days, the last one today. */
  days: number;
  /** By ward · days + day; only their proportions matter. */
  expected: ArrayLike<number>;
  /** By centre, at (wards − 1) · days + (duration − 1), the expectation of the cylinder. */
  cylinders: readonly Float64Array[];
  /** Sum of `expected`. */
  total: number;
}

/** The most unlikely space–time cylinder: the first `wards` of the zone of `centre`, over the last `days` days. */
export interface Cylinder {
  centre: number;
  wards: number;
  days: number;
  observed: number;
  expected: number;
  /** Logarithm of the likelihood ratio; 0 when nothing is above its expectation. */
  llr: number;
}

/**
 * Kulldorff's log likelihood ratio for the Poisson model, conditional on the total (1997; prospective form 2001):
 * y·ln(y/E) + (Y−y)·ln((Y−y)/(Y−E)), 0 where y ≤ E.
 */
export function logLikelihoodRatio(observed: number, expected: number, total: number): number {
  if (observed <= expected || expected <= 0) return 0;
  const outside = total - observed;
  const rest = outside > 0 ? outside * Math.log(outside / (total - expected)) : 0;
  return observed * Math.log(observed / expected) + rest;
}

/** Sums the expectations of all cylinders that end today. */
export function planScan(zones: readonly Int32Array[], days: number, expected: ArrayLike<number>): ScanPlan {
  const cylinders = zones.map((zone) => {
    const sums = new Float64Array(zone.length * days);
    for (const [k, ward] of zone.entries()) {
      let own = 0;
      for (let d = 0; d < days; d++) {
        own += expected[ward * days + days - 1 - d]!;
        sums[k * days + d] = own + (k > 0 ? sums[(k - 1) * days + d]! : 0);
      }
    }
    return sums;
  });
  return { zones, days, expected, cylinders, total: sumOf(expected) };
}

/**
 * The cylinder with the greatest likelihood ratio for `counts` (by ward · days + day). A ward adds at most `cap` on one
 * day: a burst within one ward is the fast detector's, the scan looks for what several share.
 */
export function scan(plan: ScanPlan, counts: ArrayLike<number>, cap = Infinity): Cylinder {
  const { zones, days } = plan;
  const observed = lastDays(counts, days, cap);
  let total = 0;
  for (let i = days - 1; i < observed.length; i += days) total += observed[i]!;
  const scale = total / plan.total;
  const best: Cylinder = { centre: -1, wards: 0, days: 0, observed: 0, expected: 0, llr: 0 };
  const y = new Float64Array(days);
  for (const [centre, zone] of zones.entries()) {
    const expected = plan.cylinders[centre]!;
    y.fill(0);
    for (let k = 0; k < zone.length; k++) {
      const at = zone[k]! * days;
      // A set whose last ward brought nothing is beaten by the set without it.
      if (observed[at + days - 1] === 0) continue;
      for (let d = 0; d < days; d++) {
        const own = observed[at + d]!;
        y[d]! += own;
        const e = expected[k * days + d]! * scale;
        const excess = y[d]! - e;
        // ln z ≤ z − 1 bounds the ratio by excess²·Y/(E·(Y − E)), so that most logarithms need not be taken.
        if (own === 0 || excess <= 0 || excess * excess * total <= best.llr * e * (total - e)) continue;
        const llr = logLikelihoodRatio(y[d]!, e, total);
        if (llr > best.llr)
          Object.assign(best, { centre, wards: k + 1, days: d + 1, observed: y[d]!, expected: e, llr });
      }
    }
  }
  return best;
}

/** By ward, the sums over the last 1, 2, … days. */
function lastDays(counts: ArrayLike<number>, days: number, cap: number): Float64Array {
  const sums = new Float64Array(counts.length);
  for (let at = 0; at < counts.length; at += days) {
    let sum = 0;
    for (let d = 0; d < days; d++) {
      sum += Math.min(cap, counts[at + days - 1 - d]!);
      sums[at + d] = sum;
    }
  }
  return sums;
}

/** Sum of all values. */
export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
