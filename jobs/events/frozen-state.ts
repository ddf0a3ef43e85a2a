import type { FrozenStatistics } from './corpus-statistics.ts';
import type { DocumentShelf } from './document-shelf.ts';
import { GrouperState, type GroupingStorage } from './grouper-state.ts';
import type { GroupingParameters } from './grouping-parameters.ts';
import type { HeldDocument, Told } from './held-document.ts';
import { nowhere } from './event-table.ts';
import type { Page, Section, Vectors } from './vector-store.ts';

/** Documents of a block: its arrays, some megabytes, become a page of the vector store as they are. */
const BLOCK = 500;

interface FrozenHead {
  documents: number;
  arrivals: number;
  nextReweigh: number;
  words: FrozenStatistics;
  grams: FrozenStatistics;
}

type FrozenDocument = Pick<HeldDocument, 'key' | 'order'> & Told;

interface FrozenBlock {
  documents: FrozenDocument[];
  entries: Int32Array;
  weights: Uint16Array;
  /** Per document where its parts end in the block, see boundsOf. */
  bounds: Int32Array;
  /** Per document the factors that bring the parts outside the names to unit length. */
  scales: Float64Array;
}

/** Ids of the events in order, how many members each has, and the members by their position among the documents. */
interface FrozenEvents {
  ids: string[];
  sizes: Int32Array;
  members: Int32Array;
}

const BOUNDS = 8;
const SCALES = 3;

/**
 * The whole state as plain parts: head, blocks of documents, events. Weights are kept as they are, since they follow
 * from the whole past: thawed, it decides like the one that was frozen.
 */
export function* freezeState(state: GrouperState): Generator<unknown> {
  const held = [...state.documents.values()];
  const head: FrozenHead = {
    documents: held.length,
    arrivals: state.arrivals,
    nextReweigh: state.nextReweigh,
    words: state.vocabulary.words.freeze(),
    grams: state.vocabulary.grams.freeze(),
  };
  yield head;
  for (let from = 0; from < held.length; from += BLOCK) yield freezeBlock(held.slice(from, from + BLOCK), state.shelf);
  const positions = new Map(held.map((document, at) => [document, at]));
  const events = [...state.events.all()];
  const frozen: FrozenEvents = {
    ids: events.map(({ id }) => id),
    sizes: Int32Array.from(events, ({ members }) => members.length),
    members: Int32Array.from(
      events.flatMap(({ members }) => members),
      (member) => positions.get(member)!,
    ),
  };
  yield frozen;
}

/** The state whose parts `freezeState` gave. Throws where one is missing or not what it should be. */
export function thawState(
  parts: Iterable<unknown>,
  parameters: GroupingParameters,
  storage?: GroupingStorage,
): GrouperState {
  const state = new GrouperState(parameters, storage);
  try {
    fill(state, parts[Symbol.iterator]());
    return state;
  } catch (error) {
    state.shelf.close();
    throw error;
  }
}

function fill(state: GrouperState, rest: Iterator<unknown>): void {
  const head = next<FrozenHead>(rest);
  state.vocabulary.words.thaw(head.words);
  state.vocabulary.grams.thaw(head.grams);
  const held: HeldDocument[] = [];
  while (held.length < head.documents) {
    // Block by block, so that of the older ones no more is in memory than at any other time.
    for (const document of thawBlock(next<FrozenBlock>(rest))) {
      if (held.length === 0) state.index.beginAt(document.order);
      held.push(document);
      state.documents.set(document.key, document);
      state.index.add(document);
      state.shelf.add(document);
    }
  }
  const { ids, sizes, members } = next<FrozenEvents>(rest);
  let from = 0;
  for (const [at, id] of ids.entries()) {
    for (const member of members.subarray(from, from + sizes[at]!)) state.events.enter(held[member]!, id);
    from += sizes[at]!;
  }
  state.arrivals = head.arrivals;
  state.nextReweigh = head.nextReweigh;
}

function next<T>(parts: Iterator<unknown>): T {
  const { value, done } = parts.next();
  if (done) throw new Error('a part of the snapshot is missing');
  return value as T;
}

function freezeBlock(held: readonly HeldDocument[], shelf: DocumentShelf): FrozenBlock {
  const bounds = new Int32Array(held.length * BOUNDS);
  const scales = new Float64Array(held.length * SCALES);
  const documents: FrozenDocument[] = [];
  const parts: Page[] = [];
  let used = 0;
  for (const [at, document] of held.entries()) {
    const { page, words, grams, titles, index } = shelf.vectorsOf(document);
    const [start, end] = [words.start, index.end];
    parts.push({ entries: page.entries.slice(start, end), weights: page.weights.slice(start, end) });
    const shift = used - words.start;
    bounds.set(
      boundsOf({ words, grams, titles, index }).map((bound) => bound + shift),
      at * BOUNDS,
    );
    scales.set([words.residualScale, grams.residualScale, titles.residualScale], at * SCALES);
    used += index.end - words.start;
    documents.push({ key: document.key, order: document.order, ...shelf.toldOf(document) });
  }
  return { documents, ...joined(parts, used), bounds, scales };
}

/** Pieces of pages as one page. */
function joined(parts: readonly Page[], size: number): Page {
  const page = { entries: new Int32Array(size), weights: new Uint16Array(size) };
  let used = 0;
  for (const { entries, weights } of parts) {
    page.entries.set(entries, used);
    page.weights.set(weights, used);
    used += entries.length;
  }
  return page;
}

/** The parts of a document's vectors lie behind each other: where they begin, and where names begin and parts end. */
const boundsOf = ({ words, grams, titles, index }: Omit<Vectors, 'page'>): number[] => [
  words.start,
  words.names,
  words.end,
  grams.names,
  grams.end,
  titles.names,
  titles.end,
  index.end,
];

function thawBlock({ documents, entries, weights, bounds, scales }: FrozenBlock): HeldDocument[] {
  // Copies: what was read lies in one piece with the texts, which would be held by it.
  const page = { entries: entries.slice(), weights: weights.slice() };
  return documents.map(({ key, order, ...told }, at) => {
    const bound = (which: number): number => bounds[at * BOUNDS + which]!;
    const section = (which: number): Section => ({
      start: bound(which * 2),
      names: bound(which * 2 + 1),
      end: bound(which * 2 + 2),
      residualScale: scales[at * SCALES + which]!,
    });
    const vectors: Vectors = {
      page,
      words: section(0),
      grams: section(1),
      titles: section(2),
      index: { start: bound(6), end: bound(7) },
    };
    return { key, order, event: nowhere, body: { told, vectors } };
  });
}
