/** A seeded source of whole numbers below a limit. */
export type Dice = (limit: number) => number;

/** Numbers by the linear congruence of Numerical Recipes; its high bits are good enough, and a seed names a run. */
export function diceFrom(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export const pickFrom = <T>(dice: Dice, list: readonly T[]): T => list[dice(list.length)]!;

/** What breaks parsers: signs of every format, wrong times and numbers, halves of pairs, mixed-up character sets. */
const FRAGMENTS = [
  '',
  '\0',
  '\u0001',
  '\u001f',
  '\uD83D',
  '\uFFFD',
  '\uFEFF',
  '\u202E',
  '\u200B',
  '\r',
  '\n',
  '\t',
  ',',
  '"',
  '""',
  "'",
  '\\',
  '<',
  '>',
  '&',
  '&amp;',
  '&#x0;',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "bb">]>',
  '{',
  '}',
  '[',
  ']',
  '[[[[[[[[[[[[',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  'NaN',
  '2147483648',
  '9007199254740993',
  '1.5',
  '2099-01-01T00:00:00Z',
  '1800-01-01',
  '2020-02-30 25:61:61',
  '2020年13月45日',
  '44177.5',
  '__proto__',
  'constructor',
  '=cmd|x',
  '锟斤拷',
  '烫烫烫',
  '浣犲ソ',
  'ä½ å¥½',
  '關(guān)鍵',
  '１３８００１３８０００',
  '138-0013-8000',
  '一三八零零一三八零零零',
  '11010519491231002X',
  '沪A·12345',
  '微信号：abc_123',
  '我是王小明',
  '3单元302室',
  '﷽',
  'Z͑ͫ̓ͪ̂ͫ',
  '👨‍👩‍👧‍👦',
  'a'.repeat(600),
  '漏'.repeat(600),
  '😀'.repeat(200),
] as const;

/** A text with up to four cuts, repeats, swaps or foreign pieces. */
export function mutateText(text: string, dice: Dice): string {
  let mutated = text;
  for (let changes = 1 + dice(4); changes > 0; changes--) {
    const at = dice(mutated.length + 1);
    const end = Math.min(mutated.length, at + 1 + dice(12));
    const kind = dice(6);
    if (kind === 0) mutated = mutated.slice(0, at) + mutated.slice(end);
    else if (kind === 1) mutated = mutated.slice(0, at);
    else if (kind === 2) mutated = mutated.slice(0, end) + mutated.slice(at);
    else if (kind === 3)
      mutated = mutated.slice(0, at) + mutated.slice(at, end).repeat(1 + dice(9)) + mutated.slice(end);
    else mutated = mutated.slice(0, at) + pickFrom(dice, FRAGMENTS) + mutated.slice(kind === 4 ? at : end);
  }
  return mutated;
}

/** Bytes with up to four of them changed, cut off or doubled; then they are often no UTF-8 any more. */
export function mutateBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  let mutated = Uint8Array.from(bytes);
  for (let changes = 1 + dice(4); changes > 0; changes--) {
    const at = dice(mutated.length + 1);
    const kind = dice(4);
    if (kind === 0) mutated = mutated.subarray(0, at);
    else if (kind === 1) mutated = Uint8Array.from([...mutated.subarray(0, at), dice(256), ...mutated.subarray(at)]);
    else if (at < mutated.length) mutated[at] = kind === 2 ? dice(256) : mutated[at]! ^ (1 << dice(8));
  }
  return mutated;
}

/** A JSON value with one leaf or branch replaced, dropped or wrapped. */
export function mutateValue(value: unknown, dice: Dice): unknown {
  if (typeof value === 'object' && value !== null && dice(8) > 0) {
    const copy = structuredClone(value) as Record<string, unknown>;
    const keys = Object.keys(copy);
    if (keys.length === 0) return oddValue(value, dice);
    const key = pickFrom(dice, keys);
    if (dice(12) === 0) delete copy[key];
    else copy[key] = mutateValue(copy[key], dice);
    return copy;
  }
  return typeof value === 'string' && dice(4) > 0 ? mutateText(value, dice) : oddValue(value, dice);
}

function oddValue(value: unknown, dice: Dice): unknown {
  const odd = [
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 53 + 2,
    NaN,
    '',
    [],
    {},
    [value],
    { value },
    [[[[value]]]],
  ];
  return dice(3) === 0 ? pickFrom(dice, FRAGMENTS) : pickFrom(dice, odd);
}
