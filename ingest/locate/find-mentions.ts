import { isWithin } from '#warehouse/model/ward.ts';
import type { Gazetteer, NameEntry, PlaceRef } from './gazetteer.ts';

/** A known name in a text; offsets in UTF-16 units, end exclusive. */
export interface Mention {
  start: number;
  end: number;
  refs: readonly PlaceRef[];
}

/** What makes a ward's or an estate's name the beginning of a road's: A1区|中路, 罗店|大道, 新城|北路. */
const ROAD_AFTER =
  /^[东南西北中一二三四五六七八九十新老]?(?:支?路(?![灯面边障况政过人上牌旁])|大道|大街|公路|街(?![道镇坊])|高速|高架|[\d一二三四五六七八九十]{1,4}[路线](?![灯面口]))/;
/** Behind a full ward name too (A1区|中路, A3区|大道); but 罗店镇路口 is a crossing in the town. */
const ROAD_AFTER_FULL = /^(?:[东南西北中]?路(?![口灯面边障况政过人上牌旁])|大道)/;
const FULL_NAME = /(?:街道|[区县市镇乡村]|居委会|村委会|社区|小区|居民区)$/;
/** 中山路街道口 is the mouth of a road, not 中山路街道. */
const NOT_STREET_AFTER = /^(?:口|两[侧边旁]|旁边|边上|[转拐]角|路面|[上里]?摆)/;
/** 新城社区通 holds a platform's name, not 新城社区: the ten names of one platform and what else follows 社区. */
const NOT_COMMUNITY_AFTER =
  /^(?:通|互联|沟通|交流|链接|传播|联通|互通|云|网|论坛|平台|医院|服务|卫生|团购|养老|食堂|文化|矫正)/;
/** 云南保山市, 贵州罗甸县: a city elsewhere that is written like a short form. */
const ELSEWHERE_AFTER = /^[市省县州]/;
const ALNUM = /[A-Za-z0-9]/;
const NUMERAL = /[一二三四五六七八九十百第\d]/;
// In these places a different character is a different name: 七区 and 期区, 东苑 and 冬苑.
const NEVER_MISSPELT = /[一二三四五六七八九十百东南西北中上下新老大小A-Za-z0-9]/;

/** Known names in a text: at each place the longest that its surroundings allow, never overlapping, in order. */
export function findMentions(text: string, gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  const { exact, sounds } = gazetteer;
  for (let at = 0; at + 1 < text.length;) {
    // Asked at every character of every text, nearly always in vain.
    const mayStart = exact.mayStartAt(text, at) || sounds.mayStartAt(text, at);
    const search = mayStart ? { text, at, gazetteer, previous: mentions.at(-1) } : undefined;
    const mention = search && (exactAt(search) ?? misspeltAt(search));
    if (mention) mentions.push(mention);
    at = mention ? mention.end : at + 1;
  }
  return mentions;
}

/** Where a name may begin. */
interface Search {
  text: string;
  at: number;
  gazetteer: Gazetteer;
  /** The name found before. */
  previous: Mention | undefined;
}

function exactAt(search: Search): Mention | undefined {
  const { text, at, gazetteer } = search;
  const matches = gazetteer.exact.matchesAt(text, at);
  if (matches.length === 0) return undefined;
  const refused: PlaceRef[] = [];
  for (const { end, value } of matches) {
    // 宝山区中路 is not in 宝山区, so it is not in 宝山 either.
    const refs = allowed(search, end, value).filter(
      (ref) => !refused.some(({ kind, name }) => kind === ref.kind && name === ref.name),
    );
    if (refs.length > 0) return { start: at, end, refs };
    refused.push(...value.refs);
  }
  return undefined;
}

/** A name of three or more characters of which one is written with another character of the same sound. */
function misspeltAt(search: Search): Mention | undefined {
  const { text, at, gazetteer } = search;
  const matches = gazetteer.sounds.matchesAt(text, at);
  if (matches.length === 0) return undefined;
  for (const { end, value: entries } of matches) {
    for (const entry of entries) {
      if (!differsInOne(text.slice(at, end), entry.form)) continue;
      const refs = allowed(search, end, entry);
      if (refs.length > 0) return { start: at, end, refs };
    }
  }
  return undefined;
}

/** The readings of an entry that ends at `end` that the text around it and the name before allow. */
function allowed({ text, at: start, previous }: Search, end: number, entry: NameEntry): PlaceRef[] {
  const refs: PlaceRef[] = [];
  for (const ref of refsByContext(text, { start, end, entry }))
    if (!ref.behindParent || isBehindParent(ref, start, previous)) refs.push(ref);
  return refs;
}

function differsInOne(written: string, form: string): boolean {
  let differences = 0;
  for (let i = 0; i < form.length; i++) {
    if (written[i] === form[i]) continue;
    if (++differences > 1 || NEVER_MISSPELT.test(form[i]!) || NEVER_MISSPELT.test(written[i]!)) return false;
  }
  return differences === 1;
}

/** 顾村镇和平: the short name of a community right behind its street, at most a mark between. */
function isBehindParent(ref: PlaceRef, start: number, previous: Mention | undefined): boolean {
  if (!previous || start - previous.end > 1) return false;
  const parents = previous.refs.filter(({ kind }) => kind === 'street').flatMap(({ wards }) => wards);
  return parents.some((parent) => ref.wards.some((code) => isWithin(code, parent)));
}

interface Found {
  start: number;
  end: number;
  entry: NameEntry;
}

/** The readings of a name that the characters around it allow. */
function refsByContext(text: string, { start, end, entry: { form, refs } }: Found): PlaceRef[] {
  const before = text[start - 1] ?? '';
  if (ALNUM.test(form[0]!) && ALNUM.test(before)) return [];
  if (NUMERAL.test(form[0]!) && NUMERAL.test(before)) return [];
  if (ALNUM.test(form.at(-1)!) && ALNUM.test(text[end] ?? '')) return [];
  const after = text.slice(end, end + 6);
  const left: PlaceRef[] = [];
  for (const ref of refs) if (isAllowed(ref, form, after)) left.push(ref);
  return left;
}

function isAllowed({ kind }: PlaceRef, form: string, after: string): boolean {
  if (kind !== 'district' && kind !== 'street' && kind !== 'community' && kind !== 'estate') return true;
  const isFull = FULL_NAME.test(form);
  if ((isFull ? ROAD_AFTER_FULL : ROAD_AFTER).test(after)) return false;
  if (form.endsWith('街道') && NOT_STREET_AFTER.test(after)) return false;
  if (form.endsWith('社区') && NOT_COMMUNITY_AFTER.test(after)) return false;
  return isFull || kind === 'estate' || !ELSEWHERE_AFTER.test(after);
}
