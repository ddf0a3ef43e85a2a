import { describe, expect, it } from 'vitest';
import type { HotspotRow } from '#api/contract/hotspots.ts';
import { strongestPart, whyHot } from './heat.ts';

const none = { volume: 0, burst: 0, severity: 0, overdue: 0, spread: 0 };
const counts: HotspotRow['counts'] = {
  documents: 12,
  reporters: 11,
  communities: 4,
  sources: 3,
  open: 9,
  overdue: 2,
  privateDocuments: 0,
  weighted: 10.4,
  expected: 1.3,
  surprise: 6,
};

describe('why hot', () => {
  it('measures each part against its own maximum: 5 of 5 spread beats 20 of 35 volume', () => {
    expect(strongestPart({ ...none, volume: 20, spread: 5 })).toBe('spread');
  });
  it('says how many times the usual a burst is', () => {
    expect(whyHot({ parts: { ...none, burst: 30 }, counts })).toEqual({ key: 'burst', values: { times: 8 } });
  });
  it('does not divide by an expectation near nothing', () => {
    const why = whyHot({ parts: { ...none, burst: 30 }, counts: { ...counts, expected: 0.04 } });
    expect(why).toEqual({ key: 'burstNew', values: {} });
  });
  it('falls back to people and items when nothing stands out', () => {
    expect(whyHot({ parts: none, counts }).key).toBe('volume');
  });
});
