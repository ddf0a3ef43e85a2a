import { type NullDistribution, pValueOf } from './null-distribution.ts';
import { type Cylinder, scan, type ScanPlan } from './scan-statistic.ts';

/** A cluster in space and time, with how likely chance alone brings one as strong. */
export interface Cluster extends Cylinder {
  /** The wards of the set, its centre first. */
  members: number[];
  p: number;
}

/** The strongest cluster that ends today; undefined when nothing is above its expectation in two wards or more. */
export function findCluster(
  plan: ScanPlan,
  counts: ArrayLike<number>,
  { cap, nothingUnusual }: { cap: number; nothingUnusual: NullDistribution },
): Cluster | undefined {
  const best = scan(plan, counts, cap);
  if (best.llr === 0) return undefined;
  const zone = plan.zones[best.centre]!.subarray(0, best.wards);
  const members = [...zone].filter((ward) => broughtAny(counts, ward * plan.days + plan.days, best.days));
  if (members.length < 2) return undefined;
  return { ...best, members, p: pValueOf(best.llr, nothingUnusual) };
}

/** A set grows by borders, so it may hold wards that brought nothing; they are not named. */
function broughtAny(counts: ArrayLike<number>, end: number, days: number): boolean {
  for (let i = end - days; i < end; i++) if (counts[i]! > 0) return true;
  return false;
}
