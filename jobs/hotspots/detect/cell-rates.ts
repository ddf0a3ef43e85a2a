import type { Space } from './space.ts';

interface Exposure {
  /** Ordinary days that the history of each topic is worth. */
  exposure: Float64Array;
  /** Days that what a parent suggests weighs. */
  priorDays: number;
}

/**
 * Reporters of each cell on an ordinary day, for each level, from its sums over the history. Rate = (own count + prior) /
 * (own exposure + prior days): the mean of a gamma posterior whose prior is the parent's share.
 */
export function ratesOf(
  space: Space,
  sums: readonly Float64Array[],
  { exposure, priorDays }: Exposure,
): Float64Array[] {
  const { topics, streets, communities, streetOf } = space;
  const [districtSums, streetSums, communitySums] = sums as [Float64Array, Float64Array, Float64Array];
  const district = new Float64Array(districtSums.length);
  const street = new Float64Array(streetSums.length);
  const community = new Float64Array(communitySums.length);
  const streetShare = shares(streetSums, topics, () => 0, streets);
  const communityShare = shares(communitySums, topics, (ward) => streetOf[ward]!, communities);
  for (let topic = 0; topic < topics; topic++) {
    const days = exposure[topic]!;
    district[topic] = days > 0 ? districtSums[topic]! / days : 0;
    for (let ward = 0; ward < streets; ward++) {
      const cell = ward * topics + topic;
      const prior = priorDays * district[topic]! * streetShare[ward]!;
      street[cell] = (streetSums[cell]! + prior) / (days + priorDays);
    }
    for (let ward = 0; ward < communities; ward++) {
      const cell = ward * topics + topic;
      const prior = priorDays * street[streetOf[ward]! * topics + topic]! * communityShare[ward]!;
      community[cell] = (communitySums[cell]! + prior) / (days + priorDays);
    }
  }
  return [district, street, community];
}

/** Each ward's share of its parent's reports of all topics; one report is given to each, so that no share is 0. */
function shares(sums: Float64Array, topics: number, parentOf: (ward: number) => number, wards: number): Float64Array {
  const own = new Float64Array(wards).fill(1);
  const parents = new Map<number, number>();
  for (let cell = 0; cell < wards * topics; cell++) own[Math.floor(cell / topics)]! += sums[cell]!;
  for (let ward = 0; ward < wards; ward++) parents.set(parentOf(ward), (parents.get(parentOf(ward)) ?? 0) + own[ward]!);
  return own.map((count, ward) => count / parents.get(parentOf(ward))!);
}
