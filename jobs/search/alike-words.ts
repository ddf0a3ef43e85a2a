import { readAlike } from '#ingest/locate/syllables.ts';

/** Below this a character may stand for too many: every second pair of characters is one edit from 水管. */
const MIN_EDITED = 3;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|-]/g, String.raw`\$&`);
const soundOf = (word: string): string => [...word].map((character) => `[${escaped(readAlike(character))}]`).join('');

/**
 * A pattern (RE2, whole word) of what somebody may have meant by each word: written with other characters of the same
 * sound, or, from three characters on, with one of them wrong, missing or too many.
 */
export function alikePattern(words: readonly string[]): string {
  return `^(?:${words.flatMap((word) => [soundOf(word), ...editsOf(word)]).join('|')})$`;
}

function editsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < MIN_EDITED) return [];
  const cut = (at: number): [string, string] => [
    escaped(characters.slice(0, at).join('')),
    escaped(characters.slice(at).join('')),
  ];
  const inserted = Array.from({ length: characters.length + 1 }, (_, at) => cut(at).join('.'));
  const changed = characters.map((_, at) => `${cut(at)[0]}.?${cut(at + 1)[1]}`);
  return [...inserted, ...changed];
}

/** Whether `other` is written with characters of the same sounds as `word`. */
export function soundsAlike(word: string, other: string): boolean {
  const [a, b] = [[...word], [...other]];
  return a.length === b.length && a.every((character, at) => readAlike(character).includes(b[at]!));
}

/** Whether one character changed, added or taken away makes `other` of `word`, which has three at least. */
export function isOneEditAway(word: string, other: string): boolean {
  const [a, b] = [[...word], [...other]];
  if (Math.abs(a.length - b.length) > 1 || a.length < MIN_EDITED) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end === 1;
}
