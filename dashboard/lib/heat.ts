import type { HotspotRow } from '#api/contract/hotspots.ts';

type Parts = HotspotRow['parts'];
export type PartKey = keyof Parts;

/** The five parts in the order in which every bar shows them, with their highest scores. */
export const partMax: readonly { key: PartKey; max: number }[] = [
  { key: 'volume', max: 35 },
  { key: 'burst', max: 30 },
  { key: 'severity', max: 20 },
  { key: 'overdue', max: 10 },
  { key: 'spread', max: 5 },
];

/** What makes a hotspot hot in the first place: the part that is fullest, measured against its own maximum. */
export function strongestPart(parts: Parts): PartKey {
  return partMax.reduce((best, part) => (parts[part.key] / part.max > parts[best.key] / best.max ? part : best)).key;
}

/** The reason in one phrase: a text key and its numbers. */
export type Why = {
  key: 'volume' | 'burst' | 'burstNew' | 'severity' | 'overdue' | 'spread';
  values: Record<string, number>;
};

/** Below this expectation "n times the usual" is a division by almost nothing and reads as a lie. */
const leastExpected = 0.5;

/** Why a hotspot is hot, as one phrase for a list or a sentence. */
export function whyHot({ parts, counts }: Pick<HotspotRow, 'parts' | 'counts'>): Why {
  const { documents, reporters, overdue, communities, weighted, expected } = counts;
  const key = strongestPart(parts);
  if (key !== 'burst') return { key, values: { documents, reporters, overdue, communities } };
  if (expected < leastExpected) return { key: 'burstNew', values: {} };
  return { key, values: { times: Math.round(weighted / expected) } };
}
