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

/** Slot of the child of `node` for `unit`: the mixing steps of MurmurHash3 over both. */
function slotOf(node: number, unit: number): number {
  let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/**
 * Words as a trie in typed arrays: a node per prefix, found by its parent and its last UTF-16 unit through one hash
 * table. 350 000 words take 20 MB, nothing of it traced by the collector, and all of it freed with the object.
 */
export class Dictionary {
  /** Logarithm of a word's share of running text by node; 0 where a prefix is no word. */
  weights = new Float64Array(FIRST_NODES);
  /** Index into `tagNames` by node. */
  tags = new Uint8Array(FIRST_NODES);
  /** Node of each first unit; 0 where no word begins with it. */
  readonly firsts = new Int32Array(0x10000);
  /** The weight of a character that is no word. */
  leastWeight = 0;
  readonly tagNames: string[] = [];
  /** 1 where longer words begin: most nodes have no child, which saves looking for it. */
  private isPrefix = new Uint8Array(FIRST_NODES);
  private parents = new Int32Array(FIRST_NODES);
  private units = new Uint16Array(FIRST_NODES);
  private children = new Int32Array(FIRST_NODES * SLOTS_PER_NODE);
  /** Nodes in use; 0 stands for none. */
  private size = 1;
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
    for (const column of columns) copy[column] = this[column].slice() as never;
    copy.firsts.set(this.firsts);
    copy.tagNames.push(...this.tagNames);
    copy.leastWeight = this.leastWeight;
    copy.size = this.size;
    copy.total = this.total;
    copy.insert(words);
    return copy;
  }

  /** The node of the prefix `node` with `unit` added; 0 when no word goes on so. */
  child(node: number, unit: number): number {
    if (this.isPrefix[node] === 0) return 0;
    const { children, parents, units } = this;
    const mask = children.length - 1;
    for (let slot = slotOf(node, unit) & mask; ; slot = (slot + 1) & mask) {
      const found = children[slot]!;
      if (found === 0 || (parents[found] === node && units[found] === unit)) return found;
    }
  }

  /** The node of the word `text[start, end)`; 0 when it is no word. */
  find(text: string, start: number, end: number): number {
    let node = this.firsts[text.charCodeAt(start)]!;
    for (let at = start + 1; node !== 0 && at < end; at++) node = this.child(node, text.charCodeAt(at));
    return this.weights[node] === 0 ? 0 : node;
  }

  private insert(words: readonly DictionaryWord[]): void {
    const codes = new Map(this.tagNames.map((name, code) => [name, code]));
    for (const { word, frequency, tag } of words) {
      let code = codes.get(tag);
      if (code === undefined) codes.set(tag, (code = this.tagNames.push(tag) - 1));
      const node = this.nodeOf(word);
      this.weights[node] = Math.log(frequency / this.total);
      this.tags[node] = code;
    }
  }

  /** The node of a word, made when it does not exist. */
  private nodeOf(word: string): number {
    const first = word.charCodeAt(0);
    let node = this.firsts[first]!;
    if (node === 0) this.firsts[first] = node = this.make(0, first);
    for (let at = 1; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      const next = this.child(node, unit);
      node = next === 0 ? this.make(node, unit) : next;
    }
    return node;
  }

  /** A new node; those of first units (parent 0) stand in `firsts`, not in the table. */
  private make(parent: number, unit: number): number {
    if (this.size === this.units.length) this.grow();
    const node = this.size++;
    this.parents[node] = parent;
    this.units[node] = unit;
    if (parent !== 0) this.link(node);
    return node;
  }

  private link(node: number): void {
    const parent = this.parents[node]!;
    const mask = this.children.length - 1;
    let slot = slotOf(parent, this.units[node]!) & mask;
    while (this.children[slot] !== 0) slot = (slot + 1) & mask;
    this.children[slot] = node;
    this.isPrefix[parent] = 1;
  }

  private grow(): void {
    const before = { ...this };
    const nodes = this.size * 2;
    this.weights = new Float64Array(nodes);
    this.tags = new Uint8Array(nodes);
    this.isPrefix = new Uint8Array(nodes);
    this.parents = new Int32Array(nodes);
    this.units = new Uint16Array(nodes);
    for (const column of columns) if (column !== 'children') this[column].set(before[column]);
    this.children = new Int32Array(nodes * SLOTS_PER_NODE);
    for (let node = 1; node < this.size; node++) if (this.parents[node] !== 0) this.link(node);
  }
}

const columns = ['weights', 'tags', 'isPrefix', 'parents', 'units', 'children'] as const;
