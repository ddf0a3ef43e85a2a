import type { BoundaryChange } from '#warehouse/analytics/current-ward.ts';

/** By what wards are compared: one set of rules for page, export and report. */
export interface WardRules {
  /** What a rate is of: so many per 10 000 of these. */
  per: 'residents' | 'households';
  /** Voices below which a ward has no rate: 数据不足. */
  minVoices: number;
  /** Who is compared with whom: all with all, wards of like size, or the groups that the office names. */
  peersBy: 'all' | 'size' | 'office';
  groups: readonly { name: string; wards: readonly string[] }[];
  /** Codes that a ward had before its boundaries changed: what stands under them is counted where it belongs today. */
  changes: readonly BoundaryChange[];
}

/** What holds until the office says otherwise. Below five reports a rate is a matter of chance (Farrington's rule). */
export const shippedWardRules: WardRules = {
  per: 'residents',
  minVoices: 5,
  peersBy: 'all',
  groups: [],
  changes: [],
};
