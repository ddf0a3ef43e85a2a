const NONE = -1;

/** Where each character of a text stands: to look for each of its hundred words in turn goes through all of it as often. */
export class CharacterPositions {
  private text = '';
  /** By UTF-16 unit: where it stands first … */
  private readonly first = new Int32Array(0x10000).fill(NONE);
  /** … and by position: where the unit that stands there comes again. */
  private next = new Int32Array(1 << 10);

  /** Takes the text that is looked through until the next call. */
  set(text: string): void {
    for (let at = 0; at < this.text.length; at++) this.first[this.text.charCodeAt(at)] = NONE;
    this.text = text;
    if (text.length > this.next.length) this.next = new Int32Array(text.length * 2);
    for (let at = text.length - 1; at >= 0; at--) {
      const unit = text.charCodeAt(at);
      this.next[at] = this.first[unit]!;
      this.first[unit] = at;
    }
  }

  /** As `indexOf` of the text, for a word that is not empty. */
  indexOf(word: string, from = 0): number {
    for (let at = this.first[word.charCodeAt(0)]!; at !== NONE; at = this.next[at]!)
      if (at >= from && this.isAt(at, word)) return at;
    return -1;
  }

  private isAt(at: number, word: string): boolean {
    for (let i = 1; i < word.length; i++) if (this.text.charCodeAt(at + i) !== word.charCodeAt(i)) return false;
    return true;
  }
}
