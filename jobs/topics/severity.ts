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
/** What ends a sentence. */
const isEnd = new Uint8Array(0x10000);
for (const mark of '。！？!?；;\n') isEnd[mark.charCodeAt(0)] = 1;

const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');
const levelOf = new Map<string, Severity>([
  ...([1, 2, 3] as const).flatMap((level) => wordsOf(hazardPhrases[level]).map((word) => [word, level] as const)),
  ...wordsOf(harmlessPhrases).map((word) => [word, 0] as const),
]);
const matcher = new PhraseMatcher(levelOf.keys());
/** By the matcher's id. */
const levels = matcher.phrases.map((phrase) => levelOf.get(phrase)!);

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

/** Bits of the pairs of which a subject, or a happening, begins with a character; by the class of the character. */
const classes = new Uint8Array(0x10000);
const subjectBits = [0];
const happeningBits = [0];
hazardPairs.forEach(({ subjects, happenings }, pair) => {
  for (const [bits, words] of [
    [subjectBits, subjects],
    [happeningBits, happenings],
  ] as const)
    for (const word of wordsOf(words)) bits[classOf(word.charCodeAt(0))]! |= 1 << pair;
});

function classOf(unit: number): number {
  if (classes[unit] === 0) {
    classes[unit] = subjectBits.push(0) - 1;
    happeningBits.push(0);
  }
  return classes[unit]!;
}

/** Bits of the pairs whose subject and happening may both stand in a sentence: for most, none. */
function possiblePairs(text: string, from: number, to: number): number {
  let subjects = 0;
  let happenings = 0;
  for (let at = from; at < to; at++) {
    const kind = classes[text.charCodeAt(at)]!;
    if (kind === 0) continue;
    subjects |= subjectBits[kind]!;
    happenings |= happeningBits[kind]!;
  }
  return subjects & happenings;
}

/** Hazards named in a text or a sentence of it; no phrase holds a mark that ends a sentence. */
function phraseHits(text: string): Hit[] {
  const hits: Hit[] = [];
  const found = matcher.scan(text);
  for (let i = 0; i < found.length; i += 2)
    hits.push({ word: matcher.phrases[found[i]!]!, start: found[i + 1]!, level: levels[found[i]!]! });
  return hits;
}

/** Blanks out the words that only look like a hazard (燃气泄漏报警器), keeping all offsets. */
function maskHarmless(sentence: string, harmless: readonly Hit[]): string {
  return harmless.reduce(
    (text, { word, start }) => text.slice(0, start) + '＊'.repeat(word.length) + text.slice(start + word.length),
    sentence,
  );
}

function pairHits(sentence: string, possible: number): Hit[] {
  const hits: Hit[] = [];
  for (let pair = 0; pair < pairs.length; pair++) {
    const { subject, pattern, level } = pairs[pair]!;
    if (((possible >>> pair) & 1) === 0 || !subject.test(sentence)) continue;
    for (const match of sentence.matchAll(pattern)) hits.push({ word: match[0], start: match.index, level });
  }
  return hits;
}

/** A sentence in which a hazard is named, or one of the pairs is possible. */
interface Suspect {
  offset: number;
  end: number;
  /** What is named in it, with offsets within it. */
  named: Hit[];
  /** Bits of the pairs whose subject and happening may both stand in it. */
  possible: number;
}

/** Adds the hazards of a sentence, with offsets within the whole text. */
function addHits(hits: Hit[], whole: string, { offset, end, named, possible }: Suspect): void {
  const sentence = whole.slice(offset, end);
  const harmless = named.filter(isHarmless);
  const masked = harmless.length > 0 ? maskHarmless(sentence, harmless) : sentence;
  const hazards = harmless.length > 0 ? phraseHits(masked) : named;
  for (const hit of possible === 0 ? hazards : hazards.concat(pairHits(masked, possible))) {
    const level = Math.min(hit.level, severityCap(hit, { sentence, offset, whole })) as Severity;
    if (level > 0) hits.push({ word: hit.word, start: offset + hit.start, level });
  }
}

const isHarmless = ({ level }: Hit): boolean => level === 0;

function sentenceEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && isEnd[text.charCodeAt(end)] === 0) end += 1;
  return end;
}

/** The sentences that deserve a closer look: most do not. */
function suspects(text: string): Suspect[] {
  const found: Suspect[] = [];
  const named = phraseHits(text);
  let next = 0;
  for (let offset = 0, end = 0; offset < text.length; offset = end + 1) {
    end = sentenceEnd(text, offset);
    const first = next;
    while (next < named.length && named[next]!.start < end) next += 1;
    const possible = possiblePairs(text, offset, end);
    if (next === first && possible === 0) continue;
    const within: Hit[] = [];
    for (let i = first; i < next; i++) {
      const { word, start, level } = named[i]!;
      within.push({ word, start: start - offset, level });
    }
    found.push({ offset, end, named: within, possible });
  }
  return found;
}

/**
 * How dangerous the matter of a text is, by named hazards and subject–happening pairs, minus false alarms: drills,
 * lectures, what is over, what is denied, what might be. Give it the title and the text as one string.
 */
export function assessSeverity(text: string): SeverityVerdict {
  const hits: Hit[] = [];
  for (const suspect of suspects(text)) addHits(hits, text, suspect);
  if (hits.length === 0) return { severity: 0, words: [] };
  const severity = hits.reduce<Severity>((worst, { level }) => (level > worst ? level : worst), 0);
  const deciding = hits.filter(({ level }) => level === severity).toSorted((a, b) => a.start - b.start);
  return { severity, words: [...new Set(deciding.map(({ word }) => word))].slice(0, MAX_WORDS) };
}
