/**
 * Which Han characters are everyday simplified ones. GB 2312 (1980) lists 3 755 by frequency as
 * level 1 and 3 008 rarer ones as level 2; its byte order lets both be read off the decoder,
 * so no table has to be shipped.
 */
const LEVEL_1 = 1;
const LEVEL_2 = 2;
const levels = readLevels();

function readLevels(): Uint8Array {
  const decoder = new TextDecoder('gbk');
  const table = new Uint8Array(0x10000);
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      const code = decoder.decode(Uint8Array.of(high, low)).charCodeAt(0);
      if (isHan(code)) table[code] = high <= 0xd7 ? LEVEL_1 : LEVEL_2;
    }
  }
  return table;
}

/** True for a CJK unified ideograph of the basic plane. */
export function isHan(code: number): boolean {
  return code >= 0x3400 && code <= 0x9fff && (code >= 0x4e00 || code <= 0x4dbf);
}

/** True for the 6 763 characters of GB 2312: what a simplified text is written with. */
export function isSimplifiedStandard(code: number): boolean {
  return levels[code] !== 0;
}

export interface HanCount {
  han: number;
  /** Han characters outside level 1: below 3 % in ordinary text, above half in mojibake. */
  rare: number;
}

/** Counts the Han characters of a text and the rare ones among them. */
export function countHan(text: string): HanCount {
  let han = 0;
  let rare = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isHan(code)) continue;
    han++;
    if (levels[code] !== LEVEL_1) rare++;
  }
  return { han, rare };
}
