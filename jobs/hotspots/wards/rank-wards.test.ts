import { array, assert, integer, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankWards } from './rank-wards.ts';
import { shippedWardRules, type WardRules } from './ward-rules.ts';

const ward = (code: string, voices: number, residents: number, households = Math.round(residents / 3)) => ({
  code,
  voices,
  residents,
  households,
});
const four = [ward('c', 60, 20_000), ward('a', 60, 5000), ward('b', 4, 100), ward('d', 30, 10_000)];
const ranked = (wards: typeof four, rules: Partial<WardRules> = {}) =>
  new Map(rankWards(wards, { ...shippedWardRules, ...rules }).map((standing, at) => [wards[at]!.code, standing]));

describe('wards', () => {
  test('stand on both lists at once, equal numbers in the same place and the next in the next', () => {
    const standings = ranked(four);
    expect(['a', 'b', 'c', 'd'].map((code) => standings.get(code)!.rankTotal)).toEqual([1, 3, 1, 2]);
    expect(standings.get('a')!.rankPer10k).toBe(1);
    expect(ranked(four.toReversed())).toEqual(standings);
  });
  test('with too few voices have no rate and no place on 万人榜, and do not lead it by one report', () => {
    expect(ranked(four).get('b')).toMatchObject({ per10k: null, per10kLow: null, rankPer10k: null });
    expect(ranked(four, { minVoices: 61 }).get('a')!.per10k).toBeNull();
  });
  test('move by one place at most when one voice more is heard in one of them, however alike they are', () => {
    const like = array(record({ voices: nat(12), residents: integer({ min: 100, max: 9000 }) }), {
      minLength: 1,
      maxLength: 40,
    });
    assert(
      property(like, nat(39), (made, which) => {
        const rows = made.map(({ voices, residents }, i) => ward(`w${i}`, voices, residents));
        const more = rows.map((row, i) => (i === which % rows.length ? { ...row, voices: row.voices + 1 } : row));
        const [was, is] = [rows, more].map((of) => rankWards(of, shippedWardRules).map(({ rankTotal }) => rankTotal));
        for (const [i, place] of was!.entries()) expect(Math.abs(is![i]! - place)).toBeLessThanOrEqual(1);
      }),
      { seed: 5 },
    );
  });
  test('are rated by households where the office says so', () => {
    const rows = [ward('a', 50, 1000, 1000), ward('b', 50, 2000, 500)];
    expect(ranked(rows).get('a')!.rankPer10k).toBe(1);
    expect(ranked(rows, { per: 'households' }).get('a')!.rankPer10k).toBe(2);
  });
});

describe('同类', () => {
  const rows = Array.from({ length: 9 }, (_, i) => ward(`w${i}`, 20 * (i + 1) * (1 + (i % 3)), 1000 * (i + 1)));

  test('by size are thirds, each ward ranked within its own', () => {
    const standings = ranked(rows, { peersBy: 'size' });
    const thirds = ['规模较小', '规模居中', '规模较大'];
    expect(rows.map(({ code }) => standings.get(code)!.peers)).toEqual(thirds.flatMap((name) => [name, name, name]));
    for (const peers of thirds)
      expect(
        [...standings.values()]
          .filter((one) => one.peers === peers)
          .map(({ rankInPeers }) => rankInPeers)
          .toSorted(),
      ).toEqual([1, 2, 3]);
  });
  test('by size are one where thirds would be two wards', () => {
    expect(ranked(rows.slice(0, 8), { peersBy: 'size' }).get('w0')).toMatchObject({ peers: '', rankInPeers: null });
  });
  test('of the office draw a rate toward their own mean, not toward that of all', () => {
    const groups = [{ name: '老城', wards: ['w0', 'w1', 'w2', 'w3'] }];
    const standings = ranked(rows, { peersBy: 'office', groups });
    expect(standings.get('w0')!.peers).toBe('老城');
    expect(standings.get('w8')!.peers).toBe('其他');
    expect(standings.get('w0')!.per10k!).not.toBeCloseTo(ranked(rows).get('w0')!.per10k!, 3);
  });
});
