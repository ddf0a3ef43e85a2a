import type { ExtraWord } from './user-dictionary.ts';

/** A line that cannot be taken, with the reason in Chinese. */
export interface LexiconProblem {
  /** From 1. */
  line: number;
  problem: string;
}

export interface ParsedLexicon {
  words: ExtraWord[];
  problems: LexiconProblem[];
}

/** More words than this are a general dictionary, not a district's. */
export const MAX_LINES = 100_000;
const LONGEST = 20;
/** Problems told: who has more than these has given the wrong file. */
const MAX_PROBLEMS = 50;

/**
 * Reads a lexicon: a word per line, with its part of speech (jieba's tags) behind it or none; a frequency between
 * them, as jieba's own files have, is passed over: every word gets the same, which cannot break ordinary words the
 * way a very high one does. BOM, Windows line ends, blank lines and remarks after # are taken.
 */
export function parseLexicon(source: string): ParsedLexicon {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const found = new Map<string, { tag: string; line: number }>();
  const problems: LexiconProblem[] = [];
  if (lines.length > MAX_LINES + 1) problems.push({ line: MAX_LINES + 1, problem: `最多 ${MAX_LINES} 行` });
  for (let at = 0; at < Math.min(lines.length, MAX_LINES) && problems.length < MAX_PROBLEMS; at++) {
    const text = lines[at]!.replace(/#.*$/, '').trim();
    if (text === '') continue;
    const [word = '', ...rest] = text.split(/[\s,，]+/);
    const tag = rest.find((part) => !/^\d+$/.test(part)) ?? 'n';
    const earlier = found.get(word);
    const problem = problemOf(word, tag, rest.length) ?? clashOf(word, tag, earlier);
    if (problem !== null) problems.push({ line: at + 1, problem });
    else found.set(word, { tag, line: at + 1 });
  }
  return { words: [...found].map(([word, { tag }]) => ({ word, tag })), problems };
}

function problemOf(word: string, tag: string, columns: number): string | null {
  const length = [...word].length;
  if (length < 2) return `“${word}”只有一个字：单字词会把别的词切断`;
  if (length > LONGEST) return `“${word.slice(0, LONGEST)}…”超过 ${LONGEST} 个字`;
  if (!/^[\p{Script=Han}A-Za-z0-9·]+$/u.test(word)) return `“${word}”含有标点或其他符号`;
  if (columns > 2 || !/^[a-z]{1,4}$/.test(tag)) return `每行应为“词”或“词 词性”，词性如 n、ns、nt、v`;
  return null;
}

function clashOf(word: string, tag: string, earlier: { tag: string; line: number } | undefined): string | null {
  if (!earlier || earlier.tag === tag) return null;
  return `“${word}”与第 ${earlier.line} 行重复，词性却不同（${earlier.tag}、${tag}）`;
}
