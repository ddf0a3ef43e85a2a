import { harmlessPhrases, hazardPairs, hazardPhrases } from './data/hazards.ts';
import { severityCap } from './severity-guards.ts';
import { PhraseMatcher } from './phrase-matcher.ts';

export type Severity = 0 | 1 | 2 | 3;

export interface SeverityVerdict {
  /** 3 urgent (fire, gas, water main, people in danger), 2 danger, 1 nuisance to many, 0 ordinary. */
  severity: Severity;
  /** The words that decided, in the order of the text, at most five; empty for 0. */
  words: string[];
}

interface Hit {
  word: string;
  start: number;
  level: Severity;
}

/** 消防栓被撞坏了，喷出…: what happened follows its subject closely; farther apart they belong to different matters. */
const PAIR_GAP = 8;
const MAX_WORDS = 5;
const SENTENCES = /[^。！？!?；;\n]+/g;

const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');
const levelOf = new Map<string, Severity>([
  ...([1, 2, 3] as const).flatMap((level) => wordsOf(hazardPhrases[level]).map((word) => [word, level] as const)),
  ...wordsOf(harmlessPhrases).map((word) => [word, 0] as const),
]);
const matcher = new PhraseMatcher(levelOf.keys());

const pairs = hazardPairs.map(({ subjects, happenings, level }) => {
  const subject = wordsOf(subjects).join('|');
  const happening = wordsOf(happenings).join('|');
  const gap = `[^。！？!?；;\n]{0,${PAIR_GAP}}?`;
  return {
    level,
    subject: new RegExp(subject),
    pattern: new RegExp(`(?:${subject})${gap}(?:${happening})|(?:${happening})${gap}(?:${subject})`, 'g'),
  };
});
const anySubject = new RegExp(hazardPairs.flatMap(({ subjects }) => wordsOf(subjects)).join('|'));

function phraseHits(sentence: string): Hit[] {
  const hits: Hit[] = [];
  matcher.scan(sentence, (id, start) => {
    const word = matcher.phrases[id]!;
    hits.push({ word, start, level: levelOf.get(word)! });
  });
  return hits;
}

/** Blanks out the words that only look like a hazard (燃气泄漏报警器), keeping all offsets. */
function maskHarmless(sentence: string, harmless: readonly Hit[]): string {
  return harmless.reduce(
    (text, { word, start }) => text.slice(0, start) + '＊'.repeat(word.length) + text.slice(start + word.length),
    sentence,
  );
}

function pairHits(sentence: string): Hit[] {
  if (!anySubject.test(sentence)) return [];
  return pairs
    .filter(({ subject }) => subject.test(sentence))
    .flatMap(({ pattern, level }) =>
      [...sentence.matchAll(pattern)].map((match) => ({ word: match[0], start: match.index, level })),
    );
}

function hitsOf(sentence: string, offset: number, whole: string): Hit[] {
  const named = phraseHits(sentence);
  const harmless = named.filter(({ level }) => level === 0);
  const masked = harmless.length > 0 ? maskHarmless(sentence, harmless) : sentence;
  const hazards = harmless.length > 0 ? phraseHits(masked) : named;
  return [...hazards, ...pairHits(masked)]
    .map((hit) => {
      const cap = severityCap(hit, { sentence, offset, whole });
      return { ...hit, start: offset + hit.start, level: Math.min(hit.level, cap) as Severity };
    })
    .filter(({ level }) => level > 0);
}

/**
 * How dangerous the matter of a text is, by named hazards and subject–happening pairs, minus false alarms: drills,
 * lectures, what is over, what is denied, what might be. Give it the title and the text as one string.
 */
export function assessSeverity(text: string): SeverityVerdict {
  const hits = [...text.matchAll(SENTENCES)].flatMap((match) => hitsOf(match[0], match.index, text));
  const severity = hits.reduce<Severity>((worst, { level }) => (level > worst ? level : worst), 0);
  const deciding = hits.filter(({ level }) => level === severity).toSorted((a, b) => a.start - b.start);
  return { severity, words: [...new Set(deciding.map(({ word }) => word))].slice(0, MAX_WORDS) };
}
