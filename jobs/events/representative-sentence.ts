import { CharacterPositions } from './character-positions.ts';
import type { EventMember } from './event-member.ts';

/** Sentences outside these lengths (in characters) are exclamations or run-on stories. */
const SHORTEST = 10;
const LONGEST = 80;
/** Sentences read per member and members read: enough to find a good one, bounded for large events. */
const SENTENCES = 12;
const MEMBERS = 60;
const ENDS = new Set(Array.from('。！？!?;；\n', (end) => end.charCodeAt(0)));
/** Blanks, and the number of a point in a list, which alone counts nothing: 3、开元路堵车. */
const numbering = /^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、:：]|\d{1,2}[.．](?!\d))?\s*/u;

/**
 * The sentence that says most of what the members say: the one with the most keyword weight for
 * its length. Never the title again; '' when no sentence fits.
 */
export function representativeSentence(
  members: readonly EventMember[],
  weights: ReadonlyMap<string, number>,
  title: string,
): string {
  let best = { sentence: '', score: 0 };
  for (const { text } of members.slice(0, MEMBERS)) {
    const sentences = sentencesOf(text);
    const said = weightsIn(text, sentences, weights);
    for (const [i, { start, end }] of sentences.entries()) {
      const score = said[i]! / Math.sqrt(end - start);
      if (score <= best.score || text.slice(start, end) === title) continue;
      best = { sentence: text.slice(start, end), score };
    }
  }
  return best.sentence;
}

interface Sentence {
  start: number;
  end: number;
}

const positions = new CharacterPositions();

/** How much weight each sentence holds. Each word is looked for in the text once, not in every sentence: a third of the time. */
function weightsIn(text: string, sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): Float64Array {
  const sums = new Float64Array(sentences.length);
  positions.set(text);
  for (const [word, weight] of weights) {
    /** Where the word stands first at or behind the start of the sentence. */
    let at = -1;
    for (let i = 0; i < sentences.length; i++) {
      const { start, end } = sentences[i]!;
      if (at < start) at = positions.indexOf(word, start);
      if (at < 0) break;
      if (at + word.length <= end) sums[i]! += weight;
    }
  }
  return sums;
}

/** One pass by hand: each new document describes its event, and a split by pattern costs as much as all the rest of it. */
function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 0; at < text.length && sentences.length < SENTENCES; at++) {
    if (at < text.length - 1 && !ENDS.has(text.charCodeAt(at))) continue;
    const raw = text.slice(from, at + 1);
    const start = from + (numbering.exec(raw)?.[0].length ?? 0);
    const end = from + raw.trimEnd().length;
    from = at + 1;
    if (end - start >= SHORTEST && end - start <= LONGEST) sentences.push({ start, end });
  }
  return sentences;
}
