import { type CountedWard, peersOf } from './peers-of.ts';
import { shrinkRates } from './shrink-rates.ts';
import type { WardRules } from './ward-rules.ts';

/** Where a ward stands in 总量榜 and 万人榜. */
export interface WardStanding {
  rankTotal: number;
  /** Documents per 10 000 residents or households, drawn toward the peers, with its 95 % interval; null = 数据不足. */
  per10k: number | null;
  per10kLow: number | null;
  per10kHigh: number | null;
  rankPer10k: number | null;
  /** Name of its peers, and where it stands among those of them that have a rate; '' when all are compared with all. */
  peers: string;
  rankInPeers: number | null;
}

const PER = 10_000;

/**
 * Ranks the wards of one level, in the order given: the one definition behind page, export and report. Rates are drawn toward the
 * mean of a ward's peers. Most first; equal numbers by code, so that the order is the same every time.
 */
export function rankWards(wards: readonly CountedWard[], rules: WardRules): WardStanding[] {
  const standings = new Map<string, WardStanding>();
  for (const [name, peers] of peersOf(wards, rules)) {
    const rates = shrinkRates(
      peers.map((ward) => ({ count: ward.documents, population: ward[rules.per] })),
      rules.minDocuments,
    );
    for (const [at, { code }] of peers.entries()) {
      const rate = rates[at];
      standings.set(code, {
        rankTotal: 0,
        per10k: rate ? PER * rate.rate : null,
        per10kLow: rate ? PER * rate.low : null,
        per10kHigh: rate ? PER * rate.high : null,
        rankPer10k: null,
        peers: name,
        rankInPeers: null,
      });
    }
  }
  const of = ({ code }: CountedWard): WardStanding => standings.get(code)!;
  const byTotal = wards.toSorted((a, b) => b.documents - a.documents || (a.code < b.code ? -1 : 1));
  for (const [at, ward] of byTotal.entries()) of(ward).rankTotal = at + 1;
  const rated = byTotal.filter((ward) => of(ward).per10k !== null);
  const inPeers = new Map<string, number>();
  for (const [at, ward] of rated.toSorted((a, b) => of(b).per10k! - of(a).per10k!).entries()) {
    const standing = of(ward);
    standing.rankPer10k = at + 1;
    const before = inPeers.get(standing.peers) ?? 0;
    inPeers.set(standing.peers, before + 1);
    if (standing.peers !== '') standing.rankInPeers = before + 1;
  }
  return wards.map(of);
}
