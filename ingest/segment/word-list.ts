import { readFileSync } from 'node:fs';

/** A shipped list: blanks and line ends separate words, a line that starts with # is a remark. */
export function readWordList(name: 'stop-words' | 'formula-words'): ReadonlySet<string> {
  const text = readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8');
  const words = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' '))
    .filter((word) => word !== '');
  return new Set(words);
}
