import { Cutter } from './cutter.ts';
import { generalDictionary, generalUnknownWords } from './general-dictionary.ts';
import { buildUserDictionary, type ExtraWord, readDomainLexicon } from './user-dictionary.ts';
import { readWordList } from './word-list.ts';

/** A word and its part of speech, in jieba's tags. */
export interface TaggedWord {
  word: string;
  tag: string;
}

/** Cuts clean text (NFKC, simplified script) into words. */
export interface Segmenter {
  /** Hash of all dictionaries; documents cut under different versions should be cut again. */
  readonly version: string;
  /** Every word in order, punctuation included; joined they give the text back. */
  cut(text: string): string[];
  /** As `cut`, with parts of speech. */
  tag(text: string): TaggedWord[];
  /** The words that carry matter, in order: no stop words, forms of address, numbers or single characters. */
  contentWords(text: string): string[];
}

/** Single characters that name a matter by themselves; every other one is noise of the cut. */
const telling = new Uint8Array(0x10000);
for (const character of '水电气火烟树狗猫鸡鼠蚊车路桥河雪煤药') telling[character.charCodeAt(0)] = 1;
/** Han, or a Latin name such as KTV or P2P; pure numbers (dates, sums, house numbers) do not tell. */
const wordPattern = /^(?=.*[\p{Script=Han}A-Za-z])[\p{Script=Han}\p{L}\p{N}·]+$/u;

/**
 * A segmenter with the shipped lexicon plus `extraWords` (the district's gazetteer and lexicon).
 * Deterministic: equal text and equal version give equal words. Holds some 25 MB beside the general
 * dictionary of its thread, freed with it; create one per worker and keep it.
 */
export function createSegmenter(options: { extraWords?: readonly ExtraWord[] } = {}): Segmenter {
  const { version, words } = buildUserDictionary([...readDomainLexicon(), ...(options.extraWords ?? [])]);
  return new JiebaSegmenter(version, words);
}

/** What is known of a dictionary's word before and after its first use. */
const UNKNOWN = 0;
const CONTENT = 1;
const NO_CONTENT = 2;

class JiebaSegmenter implements Segmenter {
  private readonly dictionary;
  private readonly cutter: Cutter;
  private readonly dropped = new Set([...readWordList('stop-words'), ...readWordList('formula-words')]);
  /** By node of the dictionary: whether its word is content, and the word itself once it was met. */
  private readonly content: Uint8Array;
  private readonly texts: string[];

  constructor(
    readonly version: string,
    words: Parameters<ReturnType<typeof generalDictionary>['with']>[0],
  ) {
    this.dictionary = generalDictionary().with(words);
    this.cutter = new Cutter(this.dictionary, generalUnknownWords());
    this.content = new Uint8Array(this.dictionary.weights.length);
    // Filled, or an array of so many holes would become a hash table.
    this.texts = Array.from<string>({ length: this.content.length }).fill('');
  }

  cut(text: string): string[] {
    const words: string[] = [];
    const count = this.cutter.cut(text);
    const { ends } = this.cutter;
    for (let i = 0, start = 0; i < count; start = ends[i]!, i++) words.push(text.slice(start, ends[i]));
    return words;
  }

  tag(text: string): TaggedWord[] {
    const { tags, tagNames } = this.dictionary;
    const words: TaggedWord[] = [];
    const count = this.cutter.cut(text);
    const { ends, nodes } = this.cutter;
    for (let i = 0, start = 0; i < count; start = ends[i]!, i++) {
      const word = text.slice(start, ends[i]);
      const node = nodes[i]!;
      words.push({ word, tag: node === 0 ? tagByForm(word) : tagNames[tags[node]!]! });
    }
    return words;
  }

  contentWords(text: string): string[] {
    const words: string[] = [];
    const { content, texts } = this;
    const count = this.cutter.cut(text);
    const { ends, nodes } = this.cutter;
    for (let i = 0, start = 0; i < count; start = ends[i]!, i++) {
      const node = nodes[i]!;
      if (content[node] === CONTENT) words.push(texts[node]!);
      else if (content[node] === UNKNOWN) {
        // Most of these are commas and full stops.
        if (ends[i] === start + 1 && telling[text.charCodeAt(start)] === 0) continue;
        const word = text.slice(start, ends[i]);
        const isContent = this.isContent(word);
        if (isContent) words.push(word);
        if (node === 0) continue;
        texts[node] = word;
        content[node] = isContent ? CONTENT : NO_CONTENT;
      }
    }
    return words;
  }

  private isContent(word: string): boolean {
    return word.length === 1 ? telling[word.charCodeAt(0)] === 1 : !this.dropped.has(word) && wordPattern.test(word);
  }
}

/** jieba's tag of a word that it does not know: m for a number, eng for letters, else x. */
function tagByForm(word: string): string {
  const half = Math.floor(word.length / 2);
  let ascii = 0;
  let digits = 0;
  for (let at = 0; at < word.length && ascii < half; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= 0x80) continue;
    ascii += 1;
    if (unit >= 0x30 && unit <= 0x39) digits += 1;
  }
  if (ascii === 0) return 'x';
  return digits === ascii ? 'm' : 'eng';
}
