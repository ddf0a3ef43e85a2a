import { describe, expect, it } from 'vitest';
import type { WardRankingRow } from '../contract/hotspots.ts';
import { wardsTable } from './export-tables.ts';
import { hiddenWards } from './hide-small-cells.ts';

const row = (wardCode: string, persons: number, previousDocuments = persons): WardRankingRow => ({
  wardCode,
  wardName: `${wardCode}街道`,
  level: 'street',
  documents: persons,
  previousDocuments,
  reporters: persons,
  residents: 41_000,
  households: 17_000,
  hotspots: 0,
  topHeat: 0,
  openAlerts: 0,
  rankTotal: 1,
  per: 'residents',
  per10k: 1.5,
  per10kLow: 1,
  per10kHigh: 2,
  rankPer10k: 1,
  peers: '',
  rankInPeers: null,
});
const hidden = (rows: WardRankingRow[], topic?: string): string[] => [...hiddenWards(rows, topic)].sort();

describe('a file of wards', () => {
  it('hides wards with one or two persons of a sensitive topic', () => {
    expect(hidden([row('甲', 2), row('乙', 9), row('丙', 1), row('丁', 0)], '1602')).toEqual(['丙', '甲']);
  });
  it('hides a second ward with one alone, which the sum would give away', () => {
    expect(hidden([row('甲', 2), row('乙', 9), row('丙', 5), row('丁', 0)], '16')).toEqual(['丙', '甲']);
  });
  it('hides a ward whose window before was small, since both stand in a row', () => {
    expect(hidden([row('甲', 8, 1), row('乙', 9, 2)], '18')).toEqual(['乙', '甲']);
  });
  it('hides nothing of other topics, of all together, and where everybody is one of three', () => {
    const rows = [row('甲', 2), row('乙', 1)];
    expect([hidden(rows, '08'), hidden(rows), hidden([row('甲', 3), row('乙', 0)], '16')]).toEqual([[], [], []]);
  });
  it('leaves the name and the residents of a hidden ward, and not one figure that is counted', () => {
    const table = wardsTable([row('甲', 2), row('乙', 1)], '16');
    for (const [at, cells] of table.rows.entries()) {
      expect(cells.slice(1, 3)).toEqual([`${'甲乙'[at]}街道`, '—']);
      const counted = table.columns.map(({ header }) => header).filter((_, i) => typeof cells[i] === 'number');
      expect(counted).toEqual(['常住人口', '户数']);
    }
  });
});
