/**
 * Pages copied through a certain "traditionaliser" carry the reading of a character in brackets:
 * 關(guān)鍵詞, 聯(lián)動. The letters ɡ and ɑ occur in them instead of g and a.
 */
const TONED = 'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ';
const GLOSS = new RegExp(`(?<=\\p{Script=Han})[ ]?[(（]([a-zA-Züêɡɑ${TONED}' ]{1,24}[1-5]?)[)）]`, 'gu');
const HAS_TONE = new RegExp(`[${TONED}]`);
const SYLLABLE = /^[bpmfdtnlgkhjqxrzcsywɡ]?h?[aeiouüvɑ][a-züɡɑ]{0,4}[1-5]?$/;

/** Drops readings in brackets behind a Han character. A toneless one goes only in the company of toned ones. */
export function stripGlosses(text: string): string {
  let hasToned = false;
  const withoutToned = text.replace(GLOSS, (all, reading: string) => {
    if (!HAS_TONE.test(reading) && !(/\d$/.test(reading) && SYLLABLE.test(reading))) return all;
    hasToned = true;
    return '';
  });
  if (!hasToned) return text;
  return withoutToned.replace(GLOSS, (all, reading: string) => (SYLLABLE.test(reading) ? '' : all));
}
