import { type CountedWard, peersOf } from './peers-of.ts';
import { shrinkRates } from './shrink-rates.ts';
import type { WardRules } from './ward-rules.ts';

/** Where a ward stands in 总量榜 and 万人榜. */
export interface WardStanding {
  rankTotal: number;
  /** Voices per 10 000 residents or households, drawn toward the peers, with its 95 % interval; null = 数据不足. */
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
 * Ranks the wards of one level, in the order given: the one definition behind page, export and report. They are ranked by
 * voices and not by documents, which one account could multiply. Rates are drawn toward the mean of a ward's peers. Equal
 * numbers have the same place, and the next number the next place: so one voice more moves no total by more than one place.
 */
export function rankWards(wards: readonly CountedWard[], rules: WardRules): WardStanding[] {
  const standings = new Map<string, WardStanding>();
  for (const [name, peers] of peersOf(wards, rules)) {
    const rates = shrinkRates(
      peers.map((ward) => ({ count: ward.voices, population: ward[rules.per] })),
      rules.minVoices,
    );
    const per10k = rates.map((rate) => (rate ? PER * rate.rate : null));
    const places = placesOf(per10k.map(asPrinted));
    for (const [at, { code }] of peers.entries())
      standings.set(code, {
        rankTotal: 0,
        per10k: per10k[at]!,
        per10kLow: rates[at] ? PER * rates[at].low : null,
        per10kHigh: rates[at] ? PER * rates[at].high : null,
        rankPer10k: null,
        peers: name,
        rankInPeers: name === '' ? null : places[at]!,
      });
  }
  const all = wards.map(({ code }) => standings.get(code)!);
  const totals = placesOf(wards.map(({ voices }) => voices));
  const rated = placesOf(all.map(({ per10k }) => asPrinted(per10k)));
  return all.map((standing, at) => ({ ...standing, rankTotal: totals[at]!, rankPer10k: rated[at]! }));
}

/** Rates that read the same are the same. */
const asPrinted = (rate: number | null): number | null => (rate === null ? null : Math.round(rate * 10));

/** The place of each number among all, the largest first; null has none. */
function placesOf(values: readonly (number | null)[]): (number | null)[] {
  const distinct = [...new Set(values)].filter((value) => value !== null).toSorted((a, b) => b - a);
  const places = new Map<number | null, number>(distinct.map((value, at) => [value, at + 1]));
  return values.map((value) => places.get(value) ?? null);
}
