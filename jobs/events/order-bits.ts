/** Documents to a word of bits. */
const BITS = 32;

/** A set of documents by their order of arrival, a bit for each from a first order on: a search asks for a thousand of them. */
export class OrderBits {
  private words = new Uint32Array(1 << 7);
  private base = 0;

  /** Says of an empty set that no order before this one will be asked for. */
  beginAt(order: number): void {
    this.base = order;
  }

  add(order: number): void {
    const at = order - this.base;
    if (at >>> 5 >= this.words.length) {
      const { words } = this;
      this.words = new Uint32Array(((at >>> 5) + 1) * 2);
      this.words.set(words);
    }
    this.words[at >>> 5]! |= 1 << (at & 31);
  }

  has(order: number): boolean {
    const at = order - this.base;
    return at >>> 5 < this.words.length && ((this.words[at >>> 5]! >>> (at & 31)) & 1) === 1;
  }

  /** Forgets the first orders, so many of them: a multiple of `BITS`. */
  drop(orders: number): void {
    const words = orders / BITS;
    this.words.copyWithin(0, words).fill(0, this.words.length - words);
    this.base += orders;
  }

  /** The most orders, not above `orders`, that can be dropped at once. */
  static droppable(orders: number): number {
    return Math.floor(orders / BITS) * BITS;
  }
}
