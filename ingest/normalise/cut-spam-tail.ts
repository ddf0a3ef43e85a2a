import { isHan } from './han-characters.ts';

/** Link farms end a page with some forty places: 主站蜘蛛池模板: 宁河县| 泊头市| 山东省| … */
const SUFFIX = '县市区旗省州盟';
const MIN_NAMES = 12;
// A longer stretch between two suffixes is prose.
const MAX_GAP = 9;
// 一区、二区、三区 … is one estate's sections; a farm mixes levels, and counties are the bulk of them.
const MIN_COUNTY_SHARE = 0.25;
const LABEL = /(?:主站蜘蛛池模板|蜘蛛池模板|友情链接|相关链接|热门城市|城市分站)[:：]?\s*$/;
const MAX_LABEL = 20;

/** The same farms with bare names, 昌平 顺义 通州 …: two or three characters each, nothing but blanks or bars between. */
const SHORTEST_NAME = 2;
const LONGEST_NAME = 3;
/** Nobody ends a message with so many short words that no mark joins; none of 26 000 real messages, replies and fields does. */
const MIN_BARE_NAMES = 16;

/** The text without a list of a dozen or more counties and cities at its end. Linear time. */
export function cutSpamTail(text: string): string {
  const start = tailStart(text) ?? bareTailStart(text);
  if (start === undefined) return text;
  const kept = text.slice(0, start);
  const label = LABEL.exec(kept.slice(-MAX_LABEL));
  return label ? kept.slice(0, kept.length - label[0].length) : kept;
}

function tailStart(text: string): number | undefined {
  let next = text.length;
  let names = 0;
  let counties = 0;
  for (let i = text.length - 1; i >= 0 && next - i <= MAX_GAP; i--) {
    const character = text[i]!;
    if (!SUFFIX.includes(character)) continue;
    names++;
    if (character !== '区') counties++;
    next = i;
  }
  if (names < MIN_NAMES || counties < names * MIN_COUNTY_SHARE) return undefined;
  return firstNameStart(text, next);
}

/** Where a run of short words begins that ends the text; `undefined` when there are too few. */
function bareTailStart(text: string): number | undefined {
  let names = 0;
  let start = text.length;
  for (let i = text.length - 1, end = text.length; i >= -1; i--) {
    if (i >= 0 && isHan(text.charCodeAt(i))) continue;
    const length = end - 1 - i;
    const isBetween = i >= 0 && ' |｜\n\t\u3000'.includes(text[i]!);
    if (length > LONGEST_NAME || (length > 0 && length < SHORTEST_NAME)) break;
    if (length > 0) {
      names += 1;
      start = i + 1;
    }
    if (!isBetween) break;
    end = i;
  }
  return names < MIN_BARE_NAMES ? undefined : start;
}

/** Steps back from the suffix of the first name over its two to four characters. */
function firstNameStart(text: string, suffixAt: number): number {
  let start = suffixAt;
  while (start > 0 && suffixAt - start < 4 && isHan(text.charCodeAt(start - 1))) start--;
  return start;
}
