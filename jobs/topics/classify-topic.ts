import { praiseWords } from './praise.ts';
import { byScore, scoreTopics, type TopicScore, type TopicScores } from './score-topics.ts';
import { NO_TOPIC, PRAISE_TOPIC } from './taxonomy.ts';
import { topicFromHint } from './topic-hint.ts';

export interface TopicInput {
  title: string;
  /** Segmented words; a two-character word that no token holds counts half. May be empty. */
  tokens: readonly string[];
  /** Normalised, simplified text, with or without the title in front. */
  text: string;
  /** The platform's own category, e.g. 市政公用->路面->坑洼. */
  hint?: string;
}

export interface TopicVerdict {
  /** Four digits; '9900' when nothing fits, '9800' for praise. */
  topicCode: string;
  /** 0–1: how much speaks for the topic and how far it is ahead. A rank of certainty, not a calibrated probability. */
  confidence: number;
  /** The words that decided, strongest first. */
  words: string[];
  /** 'platform' where a person chose the category there. */
  by: 'words' | 'platform';
  /** What the words speak for, best first; the decided topic need not stand in front. */
  ranked: readonly string[];
  /** The words that speak for any topic. */
  wordsFor: (code: string) => string[];
}

/** Below the weight of one two-character word in the body there is no evidence worth naming. */
const MIN_SCORE = 0.9;
/** Share of the rest of its category that a topic inherits: 物业 and 小区 vouch for each other's topics. */
const KINSHIP = 0.15;
/** 邻居 names no matter, 古筝 does. */
const GENERIC_YIELDS = 0.5;
/** Points of doubt that are always there, so that a single word never makes a topic certain. */
const DOUBT = 1.5;
/** Topics overlap, so a close second takes only part of the certainty. */
const RIVAL_SHARE = 0.8;
/** A category chosen by a person on the platform outweighs words. */
const HINT_CONFIDENCE = 0.9;
const PRAISE_CONFIDENCE = 0.8;
const NOTHING_CONFIDENCE = 0.1;

function withKinship(scores: readonly TopicScore[]): TopicScore[] {
  const categoryTotals = new Map<string, number>();
  for (const { code, score } of scores) {
    const category = code.slice(0, 2);
    categoryTotals.set(category, (categoryTotals.get(category) ?? 0) + score);
  }
  const ranked: TopicScore[] = [];
  for (const { code, score } of scores)
    ranked.push({ code, score: score + KINSHIP * (categoryTotals.get(code.slice(0, 2))! - score) });
  return ranked.sort(byScore);
}

/** A category as a whole gives way to one of its topics that has half as much evidence. */
function specific(best: TopicScore, ranked: readonly TopicScore[]): TopicScore {
  if (!best.code.endsWith('00')) return best;
  const category = best.code.slice(0, 2);
  for (const kin of ranked)
    if (kin !== best && kin.code.startsWith(category)) return kin.score >= best.score * GENERIC_YIELDS ? kin : best;
  return best;
}

function decideByHint(prefix: string, ranked: readonly TopicScore[]): string {
  if (prefix.length === 4) return prefix;
  return ranked.find((item) => item.code.startsWith(prefix))?.code ?? `${prefix}00`;
}

const codeOf = ({ code }: TopicScore): string => code;

type Decision = Pick<TopicVerdict, 'topicCode' | 'confidence' | 'words'>;

function decideByWords(ranked: readonly TopicScore[], wordsFor: TopicScores['wordsFor']): Decision {
  const [first] = ranked;
  if (first === undefined || first.score < MIN_SCORE) {
    return { topicCode: NO_TOPIC, confidence: NOTHING_CONFIDENCE, words: [] };
  }
  const best = specific(first, ranked);
  // A category that gives way to its topic is no rival of it.
  const second = ranked[1] === best ? ranked[2] : ranked[1];
  const confidence = best.score / (best.score + RIVAL_SHARE * (second?.score ?? 0) + DOUBT);
  return { topicCode: best.code, confidence: Math.round(confidence * 1000) / 1000, words: wordsFor(best.code) };
}

/**
 * The topic of a text by weighted words, without any training. Title words weigh double, longer phrases more;
 * context decides between look-alikes. The platform's own category is followed when it maps to the taxonomy.
 */
export function classifyTopic(input: TopicInput): TopicVerdict {
  const scores = scoreTopics(input);
  const ranked = withKinship(scores.ranked);
  const told = { ranked: ranked.map(codeOf), wordsFor: scores.wordsFor };
  const hint = input.hint ?? '';
  const prefix = hint === '' ? '' : topicFromHint(hint);
  if (prefix !== '') {
    const topicCode = decideByHint(prefix, ranked);
    const words = scores.wordsFor(topicCode);
    return {
      ...told,
      topicCode,
      confidence: HINT_CONFIDENCE,
      words: words.length > 0 ? words : [hint],
      by: 'platform',
    };
  }
  const praise = praiseWords(input);
  const decision: Decision =
    praise.length > 0
      ? { topicCode: PRAISE_TOPIC, confidence: PRAISE_CONFIDENCE, words: praise }
      : decideByWords(ranked, scores.wordsFor);
  const { topicCode, confidence, words } = decision;
  return { ranked: told.ranked, wordsFor: told.wordsFor, topicCode, confidence, words, by: 'words' };
}
