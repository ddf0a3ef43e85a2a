import type { Told, WarmBody } from './held-document.ts';
import type { Vectors } from './vector-store.ts';

/**
 * A body as bytes: three factors of its sections and its instant (doubles), the bounds of its parts and the length of
 * what it tells (integers), entries, weights, characters. It ends at a multiple of 8.
 */
const DOUBLES = 4;
const BOUNDS = 8;
/** The place of the first entry, in integers. */
const FIRST = DOUBLES * 2 + BOUNDS;
/** Room to begin with: a letter has some 5 kB. */
const FIRST_BYTES = 1 << 13;
/** They part what is told; no code and no name holds one, and the content, which might, comes last. */
const FIELD_END = '\u001e';
const NAME_END = '\u001f';

/** One body at a time as bytes, written and read without allocating. */
export class BodyRecord {
  private bytes = new Uint8Array(0);
  private doubles = new Float64Array(0);
  private integers = new Int32Array(0);
  private shorts = new Uint16Array(0);
  private text = Buffer.alloc(0);
  /** The weights beside the entries: both are looked up by one index. */
  private weights = new Uint16Array(0);

  constructor() {
    this.makeRoom(FIRST_BYTES);
  }

  /** The bytes of a body; valid until the next call. */
  pack({ told, vectors }: WarmBody): Uint8Array {
    const { page, words, grams, titles, index } = vectors;
    const length = index.end - words.start;
    const said = [told.wardCode, told.topicCode, told.areas.join(NAME_END), told.anchors.join(NAME_END), told.content];
    const text = said.join(FIELD_END);
    this.makeRoom(FIRST * 4 + length * 6 + text.length * 2);
    this.doubles[3] = told.publishedAt;
    const shift = FIRST - words.start;
    const bounds = [words.names, words.end, grams.names, grams.end, titles.names, titles.end, index.end];
    for (let i = 0; i < bounds.length; i++) this.integers[DOUBLES * 2 + i] = bounds[i]! + shift;
    this.integers[DOUBLES * 2 + 7] = text.length;
    for (let i = 0; i < length; i++) this.integers[FIRST + i] = page.entries[words.start + i]!;
    this.packWeights(vectors);
    const from = (FIRST + length) * 4 + length * 2;
    this.text.write(text, from, 'utf16le');
    return this.bytes.subarray(0, upToEight(from + text.length * 2));
  }

  /** Room for a record of so many bytes, to be filled by the caller. */
  room(bytes: number): Uint8Array {
    this.makeRoom(bytes);
    return this.bytes.subarray(0, bytes);
  }

  /** The vectors of the record in the room; valid until the next call of `pack` or `room`. */
  vectors(): Vectors {
    const { integers, doubles, weights } = this;
    const bound = (which: number): number => integers[DOUBLES * 2 + which]!;
    const end = bound(6);
    weights.set(this.shorts.subarray(end * 2, end * 3 - FIRST), FIRST);
    return {
      page: { entries: integers, weights },
      words: { start: FIRST, names: bound(0), end: bound(1), residualScale: doubles[0]! },
      grams: { start: bound(1), names: bound(2), end: bound(3), residualScale: doubles[1]! },
      titles: { start: bound(3), names: bound(4), end: bound(5), residualScale: doubles[2]! },
      index: { start: bound(5), end },
    };
  }

  /** What the record in the room tells. */
  told(): Told {
    const end = this.integers[DOUBLES * 2 + 6]!;
    const from = end * 4 + (end - FIRST) * 2;
    const text = this.text.toString('utf16le', from, from + this.integers[DOUBLES * 2 + 7]! * 2);
    const ends: number[] = [];
    for (let at = -1; ends.length < 4;) ends.push((at = text.indexOf(FIELD_END, at + 1)));
    const [ward, topic, areas, anchors] = ends as [number, number, number, number];
    return {
      content: text.slice(anchors + 1),
      anchors: namesIn(text.slice(areas + 1, anchors)),
      areas: namesIn(text.slice(topic + 1, areas)),
      wardCode: text.slice(0, ward),
      topicCode: text.slice(ward + 1, topic),
      publishedAt: this.doubles[3]!,
    };
  }

  /** Puts the weights of `vectors`, which are those of the record in the room, and its factors into it. */
  packWeights({ page, words, grams, titles, index }: Vectors): void {
    this.doubles[0] = words.residualScale;
    this.doubles[1] = grams.residualScale;
    this.doubles[2] = titles.residualScale;
    const length = index.end - words.start;
    const from = (FIRST + length) * 2;
    for (let i = 0; i < length; i++) this.shorts[from + i] = page.weights[words.start + i]!;
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    const buffer = new ArrayBuffer(upToEight(bytes * 2));
    this.bytes = new Uint8Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.integers = new Int32Array(buffer);
    this.shorts = new Uint16Array(buffer);
    this.text = Buffer.from(buffer);
    this.weights = new Uint16Array(buffer.byteLength / 4);
  }
}

const upToEight = (bytes: number): number => Math.ceil(bytes / 8) * 8;
const namesIn = (text: string): string[] => (text === '' ? [] : text.split(NAME_END));
