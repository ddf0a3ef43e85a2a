import type { WideAsked, WideWord } from '#warehouse/analytics/pages/list-wide-words.ts';
import { topicLexicon } from '../topics/data/topic-lexicon.ts';

/**
 * What makes events of many communities one matter of the district (停水): three days, as long as an outage and what is
 * said of it lasts; five communities, since an event by itself spans the few around a place; three times the usual
 * number, or what is complained of everywhere every day would be one. Held against four weeks.
 */
export const shippedWide: Omit<WideAsked, 'event'> = { spanDays: 3, spansBefore: 9, leastWards: 5, leastRatio: 3 };

/** A word that says what the matter is, not where or how: one of its category's phrases, or a part of one. */
function namesMatter(topicCode: string, word: string): boolean {
  return phrasesOf(topicCode.slice(0, 2)).some((phrase) => phrase.includes(word) || word.includes(phrase));
}

/** The phrases that speak for a topic of a category by themselves. */
function phrasesOf(category: string): string[] {
  return Object.entries(topicLexicon)
    .filter(([code]) => code.startsWith(category))
    .flatMap(([, list]) => list.split(' | ')[0]!.split(' '))
    .map((entry) => entry.split(':')[0]!)
    .filter((phrase) => phrase.length > 1);
}

/** Share of a matter's events that a wider one has already: then it is the same in other words. */
const SAME = 0.5;

/** The matters among the words, widest first, each event in one of them. They are linked, never merged. */
export function wideMatters(words: readonly WideWord[]): WideWord[] {
  const taken = new Set<string>();
  return words
    .filter(({ topic_code, word }) => namesMatter(topic_code, word))
    .filter(({ event_ids }) => {
      if (event_ids.filter((id) => taken.has(id)).length >= SAME * event_ids.length) return false;
      for (const id of event_ids) taken.add(id);
      return true;
    });
}
