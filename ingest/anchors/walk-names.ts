import type { TaggedWord } from '../segment/segmenter.ts';
import type { AnchorKind } from './anchor.ts';
import { isGenericName } from './generic-names.ts';
import { isNamePart, isProper } from './name-parts.ts';
import { coreName, endingOf } from './name-suffixes.ts';

export interface FoundName {
  kind: AnchorKind;
  start: number;
  end: number;
}

/** Longer than any name met in titles; what is longer is a clause whose verb the tagger missed. */
const LONGEST_NAME = 14;

/** Names before which a new one begins: 梅溪湖街道|嘉顺苑, 解放西路|星光大厦. */
const endsBefore: ReadonlySet<AnchorKind> = new Set(['road', 'admin', 'transit']);

/** Words that stand right after the name of an estate, though the name itself has no telling ending. */
const followers = new Set(
  '业委会 业主委员会 业主 准业主 开发商 楼盘 新房 精装 精装修 精装房 毛坯房 全装修 交房 期房 房价 置业顾问 售楼部 营销中心'.split(
    ' ',
  ),
);
const phase = /^[一二三四五六七八九十\d]+(?:\.\d)?期$/u;

/**
 * Names recognised by their ending, or by the word that follows them: the name-like words to the
 * left are joined to it. `words` are the tagged words of one text, in order and complete.
 */
export function walkNames(words: readonly TaggedWord[]): FoundName[] {
  const found: FoundName[] = [];
  const starts: number[] = [];
  let offset = 0;
  let floor = 0;
  for (const [index, word] of words.entries()) {
    starts.push(offset);
    offset += word.word.length;
    const kind = nameEndsAt(words, index);
    if (!kind) continue;
    const first = leftmost(words, index, floor);
    const parts = words.slice(first, index + 1);
    const text = parts.map((part) => part.word).join('');
    const lead = isGlued(parts[0]!) ? (leading.exec(text)?.[0].length ?? 0) : 0;
    if (!isName(parts, text.slice(lead), kind)) continue;
    const start = starts[first]! + lead;
    while (found.length > 0 && found.at(-1)!.end > start) found.pop();
    found.push({ kind, start, end: offset });
    if (endsBefore.has(kind)) floor = index + 1;
  }
  return found;
}

/** What the model glues to a name from its left: house numbers, measure words and prepositions. */
const leading = /^(?:\d+号|号|[至到往对将把被给按在从为与和及](?=\p{Script=Han}{3}))/u;

/** A dictionary's word is never glued: 和平桥 begins with no 和 of its own. */
const isGlued = ({ word, tag }: TaggedWord): boolean => tag === 'x' || tag === 'm' || word.length === 1;

/** Adverbs, pronouns, particles: 都 is one far more often than the end of a name. */
const adverbial = /^(?:d|r|u.*|p|c|y)$/;

/** The kind of name whose last word stands at `index`; `undefined` when none ends there. */
function nameEndsAt(words: readonly TaggedWord[], index: number): AnchorKind | undefined {
  const { word } = words[index]!;
  const next = words[index + 1];
  const ending = adverbial.test(words[index]!.tag) && word !== '高速' ? undefined : endingOf(word);
  if (ending) return next && continues(next, ending.kind) ? undefined : ending.kind;
  const second = words[index + 2];
  const isBeforePhase =
    next && (phase.test(next.word) || (/^\d+$/.test(next.word) && /^[期栋]/u.test(second?.word ?? '')));
  if (!next || !(followers.has(next.word) || isBeforePhase)) return undefined;
  return isNamePart(words[index]!) && isProper(words[index]!) ? 'estate' : undefined;
}

/** The next word is the name's own, longer ending: 国际|社区, 富惠天下商务|公司. */
function continues(next: TaggedWord, kind: AnchorKind): boolean {
  if (/^(?:物业|菜市场)$/u.test(next.word) && kind === 'estate') return false;
  const following = endingOf(next.word);
  if (following?.ending !== next.word) return false;
  return following.kind === kind || following.kind === 'admin' || !endsBefore.has(kind);
}

function leftmost(words: readonly TaggedWord[], index: number, floor: number): number {
  const isCompany = corporate.test(words[index]!.word);
  /** Where the name surely goes back to; what lies before it is doubtful until something proves it. */
  let sure = index;
  let length = words[index]!.word.length;
  for (let first = index; first > floor;) {
    const previous = words[first - 1]!;
    length += previous.word.length;
    if (length > LONGEST_NAME) break;
    // 白沙湾|小区 is one name, 白沙湾|嘉园小区 are two.
    if (isWholeName(previous)) return first === index && isBareEnding(words[index]!) ? first - 1 : sure;
    first -= 1;
    if (isNamePart(previous) || isHeadOfRoad(words, first + 1) || (isCompany && isTrade(previous))) sure = first;
    else if (isDoubtful(previous, words[first + 1]!)) {
      const isWordBefore = first > floor && /^[\p{Script=Han}A-Za-z\d]/u.test(words[first - 1]!.word);
      if (!isWordBefore) sure = first;
    } else break;
  }
  return sure;
}

const isBareEnding = ({ word }: TaggedWord): boolean => endingOf(word)?.ending === word;

/** Companies say their trade in their name: 茂楚企业管理有限公司. */
const corporate = /^(?:有限公司|总公司|股份有限公司|集团)$/u;
const isTrade = ({ word, tag }: TaggedWord): boolean =>
  /^(?:n|vn|b|m|an)$/.test(tag) && !/^(?:业主|开发商|物业)$/u.test(word);

/**
 * Parts of a name that look like ordinary words to the tagger: 吾|悦广场, 九道|湾小区, 北辰|定|江洋小区, 万科|城市|花园.
 * They belong to it when the name goes on before them, or when nothing stands before them.
 */
function isDoubtful({ word, tag }: TaggedWord, next: TaggedWord): boolean {
  if (!/^\p{Script=Han}+$/u.test(word) || /^(?:u.*|y|p|c|d)$/.test(tag)) return false;
  if (word.length === 1) return !pointers.has(word);
  return (
    (tag === 'm' && !/^[一两几多]|[亿万千百元]/u.test(word)) || (word === '城市' && endingOf(next.word) !== undefined)
  );
}

/** Single characters that point, count or join instead of naming. */
const pointers = new Set('有在和与对到的了是从向被把将为因每各全本该我你他这那一两某其请求距离往至及等或靠近旁穿距沿');

/** A word that is a name already: what follows it is another one (月季苑|潘泾桥路). */
const isWholeName = ({ word, tag }: TaggedWord): boolean =>
  tag === 'ns' && word.length >= 3 && endingOf(word) !== undefined;

/** An ordinary noun heads a road's name: 车站|北路, 体育馆|东路. */
const isHeadOfRoad = (words: readonly TaggedWord[], index: number): boolean =>
  /^[东西南北中]路$/u.test(words[index]!.word) && /^(?:n|ns|s)$/.test(words[index - 1]!.tag);

/** Pronouns and counting words point at a thing instead of naming it; governments are whom people write to. */
const pointing = /(?:政府|党委|市委|区委)$|^(?:[这那该本我某各每此另多整同]|隔壁|属地|辖区|一[个家条所楼]|两|几)/u;

/** A matter and its thing, no name: 建设|搅拌站. Roads and schools are named so (建设路). */
const isOnlyAct = (parts: readonly TaggedWord[], kind: AnchorKind): boolean =>
  parts.length === 2 && parts[0]!.tag.startsWith('v') && (kind === 'organisation' || kind === 'transit');

/** Kinds that are named after ordinary words too: 阳光花园, 希望小学; towns are as well (梧桐街道). */
const namedByWords: ReadonlySet<AnchorKind> = new Set(['estate', 'school', 'hospital', 'road']);

function isName(parts: readonly TaggedWord[], text: string, kind: AnchorKind): boolean {
  const core = coreName(text);
  if (core.length < 2 || pointing.test(text) || isGenericName(text) || isGenericName(core)) return false;
  const ending = endingOf(text)?.ending ?? '';
  const own = text.slice(0, text.length - ending.length);
  if (ending === '物业' && own.length < 2) return false;
  if (/^[东西南北中]$/u.test(own) || /^[一二三四五六七八九十]+区$/u.test(text) || own.endsWith('性')) return false;
  if (own === '') return text.length >= 3 && isProper(parts.at(-1)!);
  if (/^[\d一二三四五六七八九十百千万亿]+$/u.test(own)) return ending === '号线';
  const isTelling = parts.some((part, i) => isProper(part) && (i < parts.length - 1 || part.word !== ending));
  if (isOnlyAct(parts, kind)) return false;
  if (/^(?:地铁站|公交站|机场|汽车站|火车站|高铁站)$/u.test(ending) && own.length >= 2) return true;
  return isTelling || (own.length >= 2 && (namedByWords.has(kind) || /^(?:街道|[镇乡村])$/u.test(ending)));
}
