import type { EventMember } from './describe-event.ts';

/** Sentences outside these lengths (in characters) are exclamations or run-on stories. */
const SHORTEST = 10;
const LONGEST = 80;
/** Sentences read per member and members read: enough to find a good one, bounded for large events. */
const SENTENCES = 12;
const MEMBERS = 60;

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

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。！？!?;；\n])/u)
    .map((part) => part.trim())
    .filter((part) => part.length >= SHORTEST && part.length <= LONGEST)
    .slice(0, SENTENCES);
}
