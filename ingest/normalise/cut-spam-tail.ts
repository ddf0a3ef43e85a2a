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

/** The text without a list of a dozen or more counties and cities at its end. Linear time. */
export function cutSpamTail(text: string): string {
  const start = tailStart(text);
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

/** Steps back from the suffix of the first name over its two to four characters. */
function firstNameStart(text: string, suffixAt: number): number {
  let start = suffixAt;
  while (start > 0 && suffixAt - start < 4 && isHan(text.charCodeAt(start - 1))) start--;
  return start;
}
