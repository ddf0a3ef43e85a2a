import { readFileSync } from 'node:fs';

/** Characters without a known reading are their own syllable, numbered behind the real ones. */
const OWN_SYLLABLE = 0x1000;

/** For each UTF-16 unit a number that characters read alike (店 and 甸, both dian) have in common. */
export const syllableKeys = readSyllables();

function readSyllables(): Uint32Array {
  const table = Uint32Array.from({ length: 0x10000 }, (_, code) => code + OWN_SYLLABLE);
  const lines = readFileSync(new URL('homophones.txt', import.meta.url), 'utf8').split('\n');
  for (const [number, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const characters = line.slice(line.indexOf(' ') + 1);
    for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = number;
  }
  return table;
}

/** All characters of GB 2312 that are read like this one, itself among them. */
export function readAlike(character: string): string {
  const syllable = syllableKeys[character.charCodeAt(0)]!;
  return bySyllable.get(syllable) ?? character;
}

const bySyllable = collectSyllables();

function collectSyllables(): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [code, syllable] of syllableKeys.entries())
    if (syllable < OWN_SYLLABLE) characters.set(syllable, (characters.get(syllable) ?? '') + String.fromCharCode(code));
  return characters;
}

/** Pairs that are mistaken for each other in place names, by sound or by shape; listed in both directions. */
const PAIRS = ['店甸', '宝保', '淞松', '浦蒲', '杨扬', '祁祈', '萧肖', '崇祟', '湾弯', '桥侨', '锦绵', '塘搪', '庙苗'];
const confusables = new Map(
  PAIRS.flatMap(([a, b]) => [
    [a!, b!],
    [b!, a!],
  ]),
);

/** The character that is usually written by mistake for this one. */
export function confusableWith(character: string): string | undefined {
  return confusables.get(character);
}
