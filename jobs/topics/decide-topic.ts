import type { Document } from '#warehouse/model/document.ts';
import type { TopicVerdict } from './classify-topic.ts';
import type { Prediction } from './learn/classifier.ts';
import { PRAISE_TOPIC } from './taxonomy.ts';

/** What a learned model says of a text, beside what its labels stand for. */
export interface LearnedVerdict {
  prediction: Prediction;
  /** Topic prefixes of a label; empty when it has no place in the taxonomy. */
  topicsOf: (label: string) => readonly string[];
  /** From this calibrated confidence on the model decides. */
  minConfidence: number;
}

/** The decided topic with who decided it, and the two guesses for a person where nobody was sure. */
export type TopicDecision = Pick<Document, 'topicCode' | 'topicConfidence' | 'topicWords' | 'topicBy' | 'topicGuesses'>;

/** What one word of two characters in the body gives where no other topic is spoken for (classify-topic.ts); less is asked about. */
const WORDS_SURE_FROM = 0.4;

/**
 * Settles the topic from what the words and, where there is one, a learned model say. The platform's own category and
 * praise stand as they are. A sure model decides the field, and within it the words decide the topic. An unsure one leaves
 * the choice between its two best labels to the words, and to a person.
 */
export function decideTopic(verdict: TopicVerdict, learned?: LearnedVerdict): TopicDecision {
  const { topicCode, confidence, words, by, ranked } = verdict;
  const decided: TopicDecision = {
    topicCode,
    topicConfidence: confidence,
    topicWords: words,
    topicBy: by,
    topicGuesses: [],
  };
  if (by === 'platform' || topicCode === PRAISE_TOPIC) return decided;
  const first = learned && topicAmong(learned.topicsOf(learned.prediction.label), verdict);
  if (!learned || !first) {
    const second = ranked.find((code) => code !== topicCode);
    const isAsked = confidence < WORDS_SURE_FROM && second !== undefined && ranked.includes(topicCode);
    return { ...decided, topicGuesses: isAsked ? [topicCode, second] : [] };
  }
  const { prediction, minConfidence, topicsOf } = learned;
  const told = (code: string, sure: number): Omit<TopicDecision, 'topicGuesses'> => ({
    topicCode: code,
    topicConfidence: Math.round(sure * 1000) / 1000,
    topicWords: verdict.wordsFor(code),
    topicBy: 'model',
  });
  if (prediction.confidence >= minConfidence) return { ...told(first, prediction.confidence), topicGuesses: [] };
  const second = topicAmong(topicsOf(prediction.second), verdict);
  const isSecond = second !== undefined && topicCode === second;
  const chosen = isSecond ? told(second, prediction.secondConfidence) : told(first, prediction.confidence);
  return { ...chosen, topicGuesses: second === undefined || second === first ? [] : [first, second] };
}

/** Of the topics that a label stands for, the one that most speaks for; undefined when it stands for none. */
function topicAmong(prefixes: readonly string[], { topicCode, ranked }: TopicVerdict): string | undefined {
  const [whole] = prefixes;
  if (whole === undefined) return undefined;
  const fits = (code: string): boolean => prefixes.some((prefix) => code.startsWith(prefix));
  return fits(topicCode) ? topicCode : (ranked.find(fits) ?? whole.padEnd(4, '0'));
}
