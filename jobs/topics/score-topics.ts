import { compileLexicon } from './compile-lexicon.ts';
import { topicLexicon } from './data/topic-lexicon.ts';

export interface TopicScore {
  code: string;
  score: number;
}

/** Best first, ties by code. */
export const byScore = (a: TopicScore, b: TopicScore): number => b.score - a.score || (a.code < b.code ? -1 : 1);

export interface TopicScores {
  /** Best first, ties by code. */
  ranked: TopicScore[];
  /** The words that spoke for a topic, strongest first, at most five. */
  wordsFor(code: string): string[];
}

export interface ScorableText {
  title: string;
  text: string;
  tokens: readonly string[];
}

const { codes, matcher, evidence } = compileLexicon(topicLexicon);
const TITLE_WEIGHT = 2;
/** A word repeated e times as often counts this much more: a rant about noise stays about noise. */
const REPEAT = 0.3;
/** A two-character hit that no token holds straddles two words (大火 in 最大火车站): it counts half. */
const STRADDLE = 0.5;
/** Context adds at most this share of a topic's own evidence. */
const CONTEXT_SHARE = 0.6;
const MAX_WORDS = 5;

// Scratch space, zeroed again after each text: one text allocates only what it returns.
const inTitle = new Uint8Array(matcher.phrases.length);
const inBody = new Uint16Array(matcher.phrases.length);
/** The number of the text in which a token held the phrase last. */
const inToken = new Uint32Array(matcher.phrases.length);
let textNumber = 0;
const direct = new Float64Array(codes.length);
const context = new Float64Array(codes.length);

function bodyOf({ title, text }: ScorableText): string {
  return title !== '' && text.startsWith(title) ? text.slice(title.length) : text;
}

/** Last characters of what denies (是, 非, 及): most hits have none of them near, which saves looking closer. */
const mayDeny = (unit: number): boolean => unit === 0x662f || unit === 0x975e || unit === 0x53ca;

function isDenied(text: string, start: number): boolean {
  if (!mayDeny(text.charCodeAt(start - 1)) && !mayDeny(text.charCodeAt(start - 2))) return false;
  const before = text.slice(Math.max(0, start - 3), start);
  return /不是|并非|不涉及/.test(before);
}

/** Counts the phrases of a text; puts those not met before into `seen`. */
function countPhrases(text: string, counts: Uint8Array | Uint16Array, seen: number[]): void {
  const hits = matcher.scan(text);
  for (let i = 0; i < hits.length; i += 2) {
    const id = hits[i]!;
    if (isDenied(text, hits[i + 1]!)) continue;
    if (inTitle[id] === 0 && inBody[id] === 0) seen.push(id);
    counts[id]!++;
  }
}

/** Notes which phrases of two characters any token of this text holds. */
function noteHeld(tokens: readonly string[]): void {
  textNumber += 1;
  for (const token of tokens)
    for (let at = 0; at + 1 < token.length; at++) {
      const id = matcher.pairOf(token.charCodeAt(at), token.charCodeAt(at + 1));
      if (id >= 0) inToken[id] = textNumber;
    }
}

function strengthOf(id: number, hasTokens: boolean): number {
  const body = inBody[id]!;
  const raw = (inTitle[id]! > 0 ? TITLE_WEIGHT : 0) + (body > 0 ? 1 + REPEAT * Math.log(body) : 0);
  return hasTokens && inToken[id] !== textNumber && matcher.phrases[id]!.length === 2 ? raw * STRADDLE : raw;
}

/** Own words before context words, strong before weak. */
function explain(topic: number, seen: readonly number[], strengths: readonly number[]): string[] {
  const parts: { word: string; points: number }[] = [];
  for (let index = 0; index < seen.length; index++)
    for (const item of evidence[seen[index]!]!)
      if (item.topic === topic)
        parts.push({
          word: matcher.phrases[seen[index]!]!,
          points: item.isContext ? 0 : item.weight * strengths[index]!,
        });
  parts.sort((a, b) => b.points - a.points || (a.word < b.word ? -1 : 1));
  return [...new Set(parts.map((part) => part.word))].slice(0, MAX_WORDS);
}

function addEvidence(seen: readonly number[], strengths: readonly number[]): number[] {
  const touched: number[] = [];
  for (let index = 0; index < seen.length; index++) {
    const id = seen[index]!;
    inTitle[id] = 0;
    inBody[id] = 0;
    for (const { topic, weight, isContext } of evidence[id]!) {
      if (direct[topic] === 0 && context[topic] === 0) touched.push(topic);
      (isContext ? context : direct)[topic]! += weight * strengths[index]!;
    }
  }
  return touched;
}

function takeScore(topic: number): TopicScore {
  const own = direct[topic]!;
  const score = own + Math.min(CONTEXT_SHARE * own, context[topic]! / 2);
  direct[topic] = 0;
  context[topic] = 0;
  return { code: codes[topic]!, score };
}

/** Scores every topic that a text gives evidence for, by one scan of its title and one of its body. */
export function scoreTopics(input: ScorableText): TopicScores {
  const seen: number[] = [];
  countPhrases(input.title, inTitle, seen);
  countPhrases(bodyOf(input), inBody, seen);
  noteHeld(input.tokens);
  const strengths: number[] = [];
  for (const id of seen) strengths.push(strengthOf(id, input.tokens.length > 0));
  const ranked: TopicScore[] = [];
  for (const topic of addEvidence(seen, strengths)) {
    const scored = takeScore(topic);
    if (scored.score > 0) ranked.push(scored);
  }
  ranked.sort(byScore);
  return { ranked, wordsFor: (code) => explain(codes.indexOf(code), seen, strengths) };
}
