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
  '业主 准业主 开发商 楼盘 新房 精装 精装修 精装房 毛坯房 全装修 交房 期房 房价 置业顾问 售楼部 营销中心'.split(' '),
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
  for (let index = 0; index < words.length; index++) {
    starts.push(offset);
    offset += words[index]!.word.length;
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
  const ending = endingOf(word);
  if (ending && !adverbial.test(words[index]!.tag))
    return next && continues(next, ending.kind) ? undefined : ending.kind;
  if (!next || !(followers.has(next.word) || isPhase(next.word, words[index + 2]))) return undefined;
  return isNamePart(words[index]!) && isProper(words[index]!) ? 'estate' : undefined;
}

/** 二期, 3|期, 3|栋: a section of an estate; most words are told by their first character. */
function isPhase(word: string, next: TaggedWord | undefined): boolean {
  if (!/^[一二三四五六七八九十\d]/u.test(word)) return false;
  return phase.test(word) || (/^\d+$/.test(word) && /^[期栋]/u.test(next?.word ?? ''));
}

/** The next word is the name's own, longer ending: 国际|社区, 富惠天下商务|公司. */
function continues(next: TaggedWord, kind: AnchorKind): boolean {
  const following = endingOf(next.word);
  if (following?.ending !== next.word) return false;
  return following.kind === kind || following.kind === 'admin' || !endsBefore.has(kind);
}

function leftmost(words: readonly TaggedWord[], index: number, floor: number): number {
  let first = index;
  let length = words[index]!.word.length;
  while (first > floor) {
    const previous = words[first - 1]!;
    length += previous.word.length;
    if (length > LONGEST_NAME || isWholeName(previous)) break;
    if (!isNamePart(previous) && !isHeadOfRoad(words, first)) break;
    first -= 1;
  }
  return first;
}

/** A word that is a name already: what follows it is another one (月季苑|潘泾桥路). */
const isWholeName = ({ word, tag }: TaggedWord): boolean =>
  tag === 'ns' && word.length >= 3 && endingOf(word) !== undefined;

/** An ordinary noun heads a road's name: 车站|北路, 体育馆|东路. */
const isHeadOfRoad = (words: readonly TaggedWord[], index: number): boolean =>
  /^[东西南北中]路$/u.test(words[index]!.word) && /^(?:n|ns|s)$/.test(words[index - 1]!.tag);

/** Pronouns and counting words point at a thing instead of naming it; governments are whom people write to. */
const pointing = /(?:政府|党委|市委|区委)$|^(?:[这那该本我某各每此另多整同]|隔壁|属地|辖区|一[个家条所楼]|两|几)/u;

/** Kinds that are named after ordinary words too: 阳光花园, 希望小学; towns are as well (梧桐街道). */
const namedByWords: ReadonlySet<AnchorKind> = new Set(['estate', 'school', 'hospital', 'road']);

function isName(parts: readonly TaggedWord[], text: string, kind: AnchorKind): boolean {
  const core = coreName(text);
  if (core.length < 2 || pointing.test(text) || isGenericName(text) || isGenericName(core)) return false;
  const ending = endingOf(text)?.ending ?? '';
  const own = text.slice(0, text.length - ending.length);
  if (own === '') return text.length >= 3 && isProper(parts.at(-1)!);
  if (/^[\d一二三四五六七八九十]+$/u.test(own)) return ending === '号线';
  const isTelling = parts.some((part, i) => isProper(part) && (i < parts.length - 1 || part.word !== ending));
  return isTelling || (own.length >= 2 && (namedByWords.has(kind) || /^(?:街道|[镇乡村])$/u.test(ending)));
}
