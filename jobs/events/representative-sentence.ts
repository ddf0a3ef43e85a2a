import type { EventMember } from './event-member.ts';

/** Sentences outside these lengths (in characters) are exclamations or run-on stories. */
const SHORTEST = 10;
const LONGEST = 80;
/** Sentences read per member and members read: enough to find a good one, bounded for large events. */
const SENTENCES = 12;
const MEMBERS = 60;
const ENDS = '。！？!?;；\n';

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
    for (const sentence of sentencesOf(text)) {
      if (sentence === title) continue;
      let weight = 0;
      for (const [word, value] of weights) if (sentence.includes(word)) weight += value;
      const score = weight / Math.sqrt(sentence.length);
      if (score > best.score) best = { sentence, score };
    }
  }
  return best.sentence;
}

/** One pass by hand: each new document describes its event, and a split by pattern costs as much as all the rest of it. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length && sentences.length < SENTENCES; at++) {
    if (at < text.length - 1 && !ENDS.includes(text[at]!)) continue;
    const sentence = text.slice(from, at + 1).trim();
    from = at + 1;
    if (sentence.length >= SHORTEST && sentence.length <= LONGEST) sentences.push(sentence);
  }
  return sentences;
}
