import { Converter } from 'opencc-js/t2cn';
import { isHan, isSimplifiedStandard } from './han-characters.ts';

const convert = Converter({ from: 't', to: 'cn' });

/**
 * Characters that only a traditional text holds: OpenCC changes them and GB 2312 lacks them.
 * Without the second half 乾溪新村, a name in simplified text, would become 干溪新村.
 */
const onlyTraditional = readOnlyTraditional();

function readOnlyTraditional(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let code = 0x3400; code <= 0x9fff; code++) {
    if (!isHan(code) || isSimplifiedStandard(code)) continue;
    const character = String.fromCharCode(code);
    if (convert(character) !== character) table[code] = 1;
  }
  return table;
}

/** True for a character that simplified writing never uses. */
export const isTraditional = (code: number): boolean => onlyTraditional[code] === 1;

/** How many characters the text holds that simplified writing never uses. */
function countTraditional(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) count += onlyTraditional[text.charCodeAt(i)]!;
  return count;
}

/** Traditional → simplified by OpenCC's characters and phrases; simplified text comes back as it is. */
export function simplify(text: string): string {
  return countTraditional(text) > 0 ? convert(text) : text;
}

/** Converts even where the text may be simplified: how a name reads after a traditional text was converted. */
export function simplifyAlways(text: string): string {
  return convert(text);
}
