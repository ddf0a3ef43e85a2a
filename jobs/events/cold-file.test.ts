import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { ColdFile } from './cold-file.ts';

const SEGMENT = 64;
const RECORD = 16;
const recordOf = (n: number): Uint8Array => new Uint8Array(RECORD).fill(n);

test('a record says the same alone and among those it was written with, also once it is rewritten or its place used again', () => {
  const file = new ColdFile(tmpdir(), SEGMENT);
  const said = (place: Parameters<ColdFile['read']>[0]): number => {
    const into = new Uint8Array(RECORD);
    file.read(place, into);
    expect(new Set(into).size).toBe(1);
    return into[0]!;
  };
  const places = Array.from({ length: 12 }, (_, n) => file.append(recordOf(n)));
  for (const [n, place] of places.entries()) {
    expect(said(place)).toBe(n);
    file.readAround(place);
    expect(places.map(said)).toEqual(places.map((_, at) => at));
  }
  file.readAround(places[1]!);
  file.rewrite(places[1]!, recordOf(101));
  expect(said(places[1]!)).toBe(101);
  file.readAround(places[1]!);
  for (const place of places.slice(0, 4)) file.release(place);
  const later = Array.from({ length: 8 }, (_, n) => file.append(recordOf(200 + n)));
  expect(later.map(said)).toEqual(later.map((_, n) => 200 + n));
  expect(file.size()).toBe(3 * SEGMENT);
  file.close();
});
