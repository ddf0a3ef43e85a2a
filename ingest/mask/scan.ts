/** Look-ups by UTF-16 unit: a hundred times cheaper than a regular expression that asks at every character. */
export type CharacterTable = Uint8Array;

/** A table that is 1 at the given characters (of the basic plane). */
export function characterTable(characters: string): CharacterTable {
  const table = new Uint8Array(0x10000);
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return table;
}

/** True when the text holds one of the table's characters. */
export function holdsAny(text: string, table: CharacterTable): boolean {
  for (let i = 0; i < text.length; i++) if (table[text.charCodeAt(i)] === 1) return true;
  return false;
}

/**
 * The matches, apart and in order, of a sticky pattern tried only where a character of the table stands.
 * Throws when the pattern is not sticky, because it would then search the rest of the text each time.
 */
export function matchesAt(text: string, starters: CharacterTable, pattern: RegExp): RegExpExecArray[] {
  if (!pattern.sticky) throw new TypeError('matchesAt needs a sticky pattern');
  const matches: RegExpExecArray[] = [];
  for (let i = 0; i < text.length; i++) {
    if (starters[text.charCodeAt(i)] !== 1) continue;
    pattern.lastIndex = i;
    const match = pattern.exec(text);
    if (!match) continue;
    matches.push(match);
    i = match.index + Math.max(1, match[0].length) - 1;
  }
  return matches;
}

/** How many digits a text holds, and whether it holds Latin letters. */
export interface AsciiCount {
  digits: number;
  letters: number;
}

/** Counts ASCII digits and letters. */
export function countAscii(text: string): AsciiCount {
  let digits = 0;
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) letters++;
  }
  return { digits, letters };
}
