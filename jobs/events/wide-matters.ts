import type { WideAsked, WideWord } from '#warehouse/analytics/pages/list-wide-words.ts';
import { topicLexicon } from '../topics/data/topic-lexicon.ts';

/**
 * What makes events of many communities one matter of the district (停水): three days, as long as an outage and what is
 * said of it lasts; five communities, since an event by itself spans the few around a place; three times the usual
 * number, or what is complained of everywhere every day would be one. Held against four weeks.
 */
export const shippedWide: Omit<WideAsked, 'event'> = { spanDays: 3, spansBefore: 9, leastWards: 5, leastRatio: 3 };

/**
 * How seldom so many communities may come of chance. Some five hundred words are looked at; at one in a hundred, which three
 * times the usual number mostly is, five of them stand above the hotspots of any quiet week.
 */
const SELDOM = 1e-4;

/**
 * Chance of at least so many communities, told from the spans before: the number of the next span after Poisson counts under
 * Jeffreys' prior is negative binomial (Gelman et al., Bayesian Data Analysis, 3rd ed., §2.6).
 */
function chanceOf({ wards, usual_wards }: WideWord): number {
  const spans = shippedWide.spansBefore;
  const size = usual_wards * spans + 0.5;
  let exactly = (spans / (spans + 1)) ** size;
  let fewer = 0;
  for (let count = 0; count < wards; count++) {
    fewer += exactly;
    exactly *= (size + count) / ((count + 1) * (spans + 1));
  }
  return Math.max(0, 1 - fewer);
}

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
    .filter((word) => namesMatter(word.topic_code, word.word) && chanceOf(word) < SELDOM)
    .filter(({ event_ids }) => {
      if (event_ids.filter((id) => taken.has(id)).length >= SAME * event_ids.length) return false;
      for (const id of event_ids) taken.add(id);
      return true;
    });
}
