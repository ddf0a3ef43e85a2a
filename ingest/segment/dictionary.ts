/** What a dictionary knows of a word. */
export interface DictionaryWord {
  word: string;
  /** How often in the running text that the dictionary was counted in. */
  frequency: number;
  /** Part of speech in jieba's tags. */
  tag: string;
}

/** Slots per node in the table of children: half full at most, so that a search ends after one or two. */
const SLOTS_PER_NODE = 2;
/** Nodes to begin with, a power of two; doubled as words come. */
const FIRST_NODES = 1 << 10;
const NODE_BITS = 21;
/** Bits that note which two units words begin with: 128 kB, near the processor where the table is not; a sixth is set. */
const PAIR_BITS = 20;
/** Bits of a unit that fit beside a parent; the others stand beside the child. */
const LOW_BITS = 32 - NODE_BITS;
const HIGH_MASK = (1 << (16 - LOW_BITS)) - 1;

/** The node of a step. */
export const NODE_MASK = (1 << NODE_BITS) - 1;
/** Set in a step to a node where longer words go on. */
export const GOES_ON = 1 << 27;
/** Set in a step to a node where a word ends. */
export const IS_WORD = 1 << 28;

/** Bit of the pair of units that a word begins with. */
const pairBit = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - PAIR_BITS);

/** The bit of `goesOnBy` that stands for a unit. */
export const unitBit = (unit: number): number => 1 << (Math.imul(unit, 0x9e3779b1) >>> 27);

/** Slot of the child of `node` for `unit`: the mixing steps of MurmurHash3 over both. */
function slotOf(node: number, unit: number): number {
  let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/**
 * Words as a trie in typed arrays: a node per prefix, found by its parent and its last UTF-16 unit through one hash
 * table, whose slots hold all that a search looks at side by side. 350 000 words take 20 MB, nothing of it traced by
 * the collector, and all of it freed with the object.
 */
export class Dictionary {
  /** Logarithm of a word's share of running text by node. */
  weights = new Float64Array(FIRST_NODES);
  /** Index into `tagNames` by node. */
  tags = new Uint8Array(FIRST_NODES);
  /** The step to the node of each first unit; 0 where no word begins with it. */
  readonly firsts = new Int32Array(0x10000);
  /** The weight of a character that is no word. */
  leastWeight = 0;
  readonly tagNames: string[] = [];
  /** By node a bit for each unit by which words go on, several units to a bit (`unitBit`): nine of ten look-ups are saved. */
  goesOnBy = new Int32Array(FIRST_NODES);
  private parents = new Int32Array(FIRST_NODES);
  private units = new Uint16Array(FIRST_NODES);
  /** Slots of two: parent and the unit's low bits; the step to the child and the unit's high bits. */
  private children = new Int32Array(FIRST_NODES * SLOTS_PER_NODE * 2);
  /** Nodes in use; 0 stands for none. */
  private size = 1;
  private readonly pairs = new Int32Array(1 << (PAIR_BITS - 5));
  /** Words of running text that all frequencies were counted in. */
  private total = 0;

  /** A dictionary of `words`; of two entries for a word the later counts. */
  static of(words: readonly DictionaryWord[]): Dictionary {
    const dictionary = new Dictionary();
    let least = Infinity;
    for (const { frequency } of words) {
      dictionary.total += frequency;
      least = Math.min(least, frequency);
    }
    dictionary.leastWeight = Math.log(least / dictionary.total);
    dictionary.insert(words);
    return dictionary;
  }

  /** This dictionary and `words`, whose entries replace those here; this one stays as it is. */
  with(words: readonly DictionaryWord[]): Dictionary {
    const copy = new Dictionary();
    for (const column of [...columns, 'children'] as const) copy[column] = this[column].slice() as never;
    copy.firsts.set(this.firsts);
    copy.pairs.set(this.pairs);
    copy.tagNames.push(...this.tagNames);
    copy.leastWeight = this.leastWeight;
    copy.size = this.size;
    copy.total = this.total;
    copy.insert(words);
    return copy;
  }

  /** False when no word of two or more units begins with these two: for most places of a text. */
  mayBegin(first: number, second: number): boolean {
    const bit = pairBit(first, second);
    return ((this.pairs[bit >>> 5]! >>> (bit & 31)) & 1) === 1;
  }

  /** The step from the node of `step` by `unit`; 0 when no word goes on so. */
  next(step: number, unit: number): number {
    if ((step & GOES_ON) === 0) return 0;
    const { children } = this;
    const at = this.slotFor(step & NODE_MASK, unit);
    return children[at + 1]!;
  }

  /** The node of the word `text[start, end)`; 0 when it is no word. */
  find(text: string, start: number, end: number): number {
    let step = this.firsts[text.charCodeAt(start)]!;
    for (let at = start + 1; step !== 0 && at < end; at++) step = this.next(step, text.charCodeAt(at));
    return (step & IS_WORD) === 0 ? 0 : step & NODE_MASK;
  }

  private insert(words: readonly DictionaryWord[]): void {
    const codes = new Map(this.tagNames.map((name, code) => [name, code]));
    for (const { word, frequency, tag } of words) {
      let code = codes.get(tag);
      if (code === undefined) codes.set(tag, (code = this.tagNames.push(tag) - 1));
      const node = this.nodeOf(word);
      this.mark(node, IS_WORD);
      this.weights[node] = Math.log(frequency / this.total);
      this.tags[node] = code;
    }
  }

  /** The node of a word, made when it does not exist. */
  private nodeOf(word: string): number {
    const first = word.charCodeAt(0);
    const bit = pairBit(first, word.charCodeAt(1));
    this.pairs[bit >>> 5]! |= 1 << (bit & 31);
    let step = this.firsts[first]! || this.make(0, first);
    for (let at = 1; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      step = this.next(step, unit) || this.make(step & NODE_MASK, unit);
    }
    return step & NODE_MASK;
  }

  /** A new node and the step to it; those of first units have parent 0. Throws when there are two million. */
  private make(parent: number, unit: number): number {
    if (this.size === this.units.length) this.grow();
    const node = this.size++;
    if (node > NODE_MASK) throw new RangeError('too many words for one dictionary');
    this.parents[node] = parent;
    this.units[node] = unit;
    this.link(node, node);
    if (parent !== 0) {
      this.mark(parent, GOES_ON);
      this.goesOnBy[parent]! |= unitBit(unit);
    }
    return node;
  }

  private mark(node: number, flag: number): void {
    const unit = this.units[node]!;
    if (this.parents[node] === 0) this.firsts[unit]! |= flag;
    else this.children[this.slotFor(this.parents[node]!, unit) + 1]! |= flag;
  }

  private link(node: number, step: number): void {
    const parent = this.parents[node]!;
    const unit = this.units[node]!;
    if (parent === 0) this.firsts[unit] = step;
    else {
      const at = this.slotFor(parent, unit);
      this.children[at] = parent | (unit << NODE_BITS);
      this.children[at + 1] = step | ((unit >>> LOW_BITS) << NODE_BITS);
    }
  }

  /** Where the child of `parent` for `unit` stands, or would stand. */
  private slotFor(parent: number, unit: number): number {
    const { children } = this;
    const mask = children.length - 2;
    const key = parent | (unit << NODE_BITS);
    const high = unit >>> LOW_BITS;
    for (let at = (slotOf(parent, unit) << 1) & mask; ; at = (at + 2) & mask) {
      const step = children[at + 1]!;
      if (step === 0 || (children[at] === key && ((step >>> NODE_BITS) & HIGH_MASK) === high)) return at;
    }
  }

  private grow(): void {
    const steps = this.steps();
    for (const column of columns) {
      const before = this[column];
      const wider = new (before.constructor as Float64ArrayConstructor)(before.length * 2);
      wider.set(before as Float64Array);
      this[column] = wider as never;
    }
    this.children = new Int32Array(this.children.length * 2);
    for (let node = 1; node < this.size; node++) this.link(node, steps[node]!);
  }

  /** The step to each node. */
  private steps(): Int32Array {
    const steps = new Int32Array(this.size);
    for (const step of this.firsts) if (step !== 0) steps[step & NODE_MASK] = step;
    for (let at = 1; at < this.children.length; at += 2) {
      const step = this.children[at]!;
      if (step !== 0) steps[step & NODE_MASK] = step & (NODE_MASK | GOES_ON | IS_WORD);
    }
    return steps;
  }
}

const columns = ['weights', 'tags', 'goesOnBy', 'parents', 'units'] as const;
