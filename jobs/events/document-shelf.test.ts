import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { syntheticDocuments } from '../bench/synthetic-documents.ts';
import { FeatureCounter } from './features.ts';
import { GrouperState } from './grouper-state.ts';
import type { GroupingDocument } from './grouping-document.ts';
import { defaultGroupingParameters } from './grouping-parameters.ts';
import { BUCKET_MASK, BUCKETS } from './hash.ts';
import { toldOf } from './held-document.ts';

const CAPACITY = 300;
const SEGMENT = 1 << 14;
const WARM = 40;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-shelf-'));
});
afterAll(() => rm(folder, { recursive: true }));

const counter = new FeatureCounter();

/** A state of small pages after the documents, the first of which were let go. */
function stateOf(documents: readonly GroupingDocument[]): GrouperState {
  const parameters = { ...defaultGroupingParameters, capacity: CAPACITY };
  const storage = { folder, pageEntries: 1 << 12, warm: WARM, segmentBytes: SEGMENT };
  const state = new GrouperState(parameters, storage);
  for (const document of documents) state.settle(state.hold(document, counter.count(document)), `e-${document.key}`);
  return state;
}

/** How many of the held documents have each word or gram, counted one by one. */
function recount({ documents: held, shelf }: GrouperState, part: 'words' | 'grams'): Int32Array {
  const counts = new Int32Array(BUCKETS);
  for (const document of held.values()) {
    const { page, [part]: section } = shelf.vectorsOf(document);
    for (let i = section.start; i < section.end; i++) counts[page.entries[i]! & BUCKET_MASK]! += 1;
  }
  return counts;
}

const source = syntheticDocuments();
const documents = Array.from({ length: 3_000 }, () => source.next().value!);

test('what is let go leaves nothing behind: memory, file and counts of words are those of the documents held', () => {
  const long = stateOf(documents);
  const fresh = stateOf(documents.slice(-CAPACITY));
  expect(long.documents.size).toBe(CAPACITY);
  for (const part of ['words', 'grams'] as const) {
    const { documents: counted, counts } = long.vocabulary[part].freeze();
    expect(counted).toBe(CAPACITY);
    const values = Buffer.from(Int32Array.from(counts).buffer);
    expect(values.equals(Buffer.from(recount(long, part).buffer))).toBe(true);
  }
  const [ofLong, ofFresh] = [long.shelf.size(), fresh.shelf.size()];
  expect(ofFresh.file).toBeGreaterThan(4 * SEGMENT);
  // One piece more at each end, of which only a part is still held.
  expect(ofLong.file).toBeLessThanOrEqual(ofFresh.file + 2 * SEGMENT);
  expect(ofLong.warm).toBeLessThanOrEqual(WARM);
  // No file is seen that a process could leave behind.
  expect(readdirSync(folder)).toEqual([]);
  for (const state of [long, fresh]) state.shelf.close();
});

test('a document of the file says what it said, and is weighed anew there', () => {
  const state = stateOf(documents.slice(0, CAPACITY));
  const letter = {
    ...documents[0]!,
    key: 'letter',
    title: 'A2区萧山医院\ud83d',
    text: '堵车'.repeat(700),
    anchors: ['萧山医院', '横五路'],
  };
  const held = state.hold(letter, counter.count(letter));
  state.settle(held, 'e-letter');
  const { page, ...sections } = structuredClone(state.shelf.vectorsOf(held));
  const told = toldOf(letter, defaultGroupingParameters.bodyLength);
  expect(state.shelf.toldOf(held)).toEqual(told);
  for (const document of documents.slice(CAPACITY, CAPACITY + 150)) state.hold(document, counter.count(document));

  const entries = page.entries.slice(sections.words.start, sections.index.end);
  const weights = page.weights.slice(sections.words.start, sections.index.end);
  const kept = state.shelf.vectorsOf(held);
  expect(held.body).toHaveProperty('segment');
  expect(kept.page.entries.slice(kept.words.start, kept.index.end)).toEqual(entries);
  expect(kept.page.weights.slice(kept.words.start, kept.index.end)).toEqual(weights);
  expect(state.shelf.toldOf(held)).toEqual(told);

  state.shelf.weigh(held, (vectors) => {
    vectors.page.weights[vectors.words.start] = 7;
    vectors.grams.residualScale = 1.25;
  });
  // Another comes between, so that it is read anew.
  state.shelf.toldOf(state.documents.get(documents[CAPACITY]!.key)!);
  state.shelf.toldOf(state.documents.get(documents[250]!.key)!);
  const weighed = state.shelf.vectorsOf(held);
  expect(weighed.page.weights[weighed.words.start]).toBe(7);
  expect(weighed.grams.residualScale).toBe(1.25);
  expect(weighed.titles.residualScale).toBe(sections.titles.residualScale);
  state.shelf.close();
});
