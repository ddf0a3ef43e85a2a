import type { PersonalDataSpan } from './personal-data.ts';
import { characterTable, matchesAt } from './scan.ts';
import { FILLER } from './shadow.ts';
import { NOT_GIVEN, NOT_GIVEN_AT_ALL, NOT_NAMES, NOT_NAMES_AT_ALL } from './not-names.ts';
import { isCommonSurname, surnameLength } from './surnames.ts';

/** Between a cue and the name: 联系人及电话：, 姓名（, 姓名 |, 【姓名】 */
const LINK = `(?:[及和与/、]?(?:联系)?(?:电话|方式|手机号?码?))?[\\s:：,，是为叫(|/】\\]="”${FILLER}]{0,20}`;
/** Words behind which a name must follow. */
const STRONG =
  '我姓[\\u4e00-\\u9fff][,，]?(?:我|名)?叫|我叫|我名叫|名叫|名字叫|名字是|大名|姓 ?名|本人姓名|真实姓名|免贵|俺叫';
/** Words for a person in a role or a place for a name; without a colon a name may follow, or something else. */
const ROLE =
  '紧急联系人|联系人|联络人|收货人|申请人|投诉人|反映人|举报人|来电人|来信人|诉求人|报修人|报案人|当事人|经办人|负责人|收件人|户主|户名|收款人|房主|业主姓名|署名|签名|落款|此致 ?敬礼|老公叫|老婆叫|丈夫叫|妻子叫|儿子叫|女儿叫|孩子叫|父亲叫|母亲叫|邻居叫|老板叫|他叫|她叫|对方叫';
const WEAK = '我就是|我是|我系|本人是|本人系|本人|俺是';
/** Words for persons that a name often follows, and more often something else. */
const NOUN =
  '市民|居民|房东|租客|承租人|老伴|患者|伤者|死者|店主|包工头|法人|业主|村民|住户|租户|代表|老公|老婆|丈夫|妻子|儿子|女儿|父亲|母亲|爸爸|妈妈|邻居';
// Longer words first: 本人姓名 before 本人.
const CUE = new RegExp(
  `(?:(?<strong>${STRONG})|(?<role>${ROLE})|(?<weak>${WEAK})|(?<noun>${NOUN}))(?<link>${LINK})`,
  'y',
);
const cueStarts = characterTable(
  [STRONG, ROLE, WEAK, NOUN].flatMap((words) => words.split('|').map((word) => word[0])).join(''),
);
/** How surely a name follows the cue: behind a noun only a common surname and a full name count. */
type Strength = 'strong' | 'role' | 'weak' | 'noun';

const HAN = /^[\u4e00-\u9fff]$/;
const HONORIFIC = '先生|女士|小姐|阿姨|大妈|大爷|大叔|大姐|大哥|太太|奶奶|爷爷|叔叔|师傅|老师|医生|同学|同志';
const honorificStarts = characterTable('先女小');
const startsWithHonorific = new RegExp(`^(?:${HONORIFIC})`);
/** What follows a name without a mark between. */
const FOLLOWER =
  /^(?:电话|手机|联系|微信|身份|证件|证号|家住|家在|住|现住|今年|现年|年龄|性别|男|女|是|系|我|来自|户籍|地址|工号|先生|女士|小姐|同志|反映|投诉|举报|来电|要|想|请|代表|作为|实名|特此|的(?:电话|手机|身份|微信|号码|账号)|表示|已搬|已经|称其|称自)/;
const PLAIN_FOLLOWER = /^(?:电话|手机|联系|微信|身份|证件|家住|今年|现年|反映|来电)/;
/** Foreign and minority names: 阿卜杜拉·买买提. */
const DOTTED = /^[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}/;
const HOMETOWN = /^[\u4e00-\u9fff]{2,3}(?:人|籍)/;
/** How staff and neighbours are called by their surname: nobody is told by it. */
export const OFFICE =
  /(?:书记|主任|经理|师傅|老师|医生|警官|队长|站长|所长|科长|处长|局长|村长|组长|会长|总|工|姐|哥|叔|伯|姨|嫂|妈|爷|奶|婆|同学|阿姨|大爷|大妈|老板)$/;
/** Surnames that are everyday words in front of another name: 和王女士, 向李先生. */
const FUNCTION_SURNAMES = new Set('和向于从后常经连让时及因为有据问找同应全那年计成查于家');

/** Names behind a word that introduces them, and in front of 先生 or 女士. The honorific itself stays. */
export function findNames(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of matchesAt(shadow, cueStarts, CUE)) {
    let start = match.index + match[0].length;
    let end = firstNameEnd(shadow, start, match.groups!);
    while (end > start) {
      found.push({ kind: 'name', start, end });
      // 投诉人：黄诚、陈歌和李菲
      start = /[、/和及]/.test(shadow[end] ?? '') ? end + 1 : end;
      end = start > end && isCommonSurname(shadow[start] ?? '') ? nameEnd(shadow, start, 'role') : 0;
    }
  }
  return [...found, ...namesBeforeHonorific(shadow)];
}

function firstNameEnd(shadow: string, start: number, cue: Record<string, string>): number {
  const link = cue['link']!;
  if (cue['noun'] !== undefined) {
    // 业主方, 居民方: the side, not the surname.
    if (!/^[叫:：]?$/.test(link) || !isCommonSurname(shadow[start] ?? '') || shadow[start] === '方') return 0;
    const end = nameEnd(shadow, start, 'noun');
    return OFFICE.test(shadow.slice(start, end)) ? 0 : end;
  }
  const isStrong = cue['strong'] !== undefined || (cue['role'] !== undefined && /[:：是为叫(|】\]]/.test(link));
  const strength = isStrong ? 'strong' : cue['role'] !== undefined ? 'role' : 'weak';
  return nameEnd(shadow, start, strength) || (/[:：(|】\]]/.test(link) ? rareNameEnd(shadow, start) : 0);
}

/** Where the name that starts at `start` ends; 0 when there is none. */
function nameEnd(shadow: string, start: number, strength: Strength): number {
  const dotted = DOTTED.exec(shadow.slice(start, start + 32));
  if (dotted) return start + dotted[0].length;
  const surname = surnameLength(shadow, start);
  if (surname === 0) return 0;
  const afterSurname = start + surname;
  for (const length of [0, 1, 2]) {
    const end = givenEnd(shadow, afterSurname, length);
    if (end > 0 && startsWithHonorific.test(shadow.slice(end, end + 2)) && !isPhrase(shadow, start, end)) return end;
  }
  // 刘严联系电话: the shorter reading first where a whole word follows it.
  const short = givenEnd(shadow, afterSurname, 1);
  const isShort = short > 0 && PLAIN_FOLLOWER.test(shadow.slice(short, short + 2));
  const lengths = isShort ? [1, 2] : strength === 'noun' ? [2] : [2, 1];
  for (const length of lengths) {
    const end = givenEnd(shadow, afterSurname, length);
    if (end > 0 && isBoundary(shadow, end, strength) && !isPhrase(shadow, start, end, strength)) return end;
  }
  return strength === 'strong' ? openNameEnd(shadow, start, afterSurname) : 0;
}

/** Behind a strong cue a name may run into the sentence: as much as can be a given name is taken. */
function openNameEnd(shadow: string, start: number, afterSurname: number): number {
  for (const length of [2, 1]) {
    const end = givenEnd(shadow, afterSurname, length);
    if (end > 0 && !isPhrase(shadow, start, end, 'strong')) return end;
  }
  return 0;
}

/** Two or three characters alone behind a colon are a name even where the surname is not listed. */
function rareNameEnd(shadow: string, start: number): number {
  for (const length of [3, 2]) {
    const end = givenEnd(shadow, start, length);
    if (end > 0 && isBoundary(shadow, end, 'strong') && !isPhrase(shadow, start, end)) return end;
  }
  return 0;
}

/** The end of `length` Han characters from `at`, a filler or one blank allowed before each; 0 when there are fewer. */
function givenEnd(shadow: string, at: number, length: number): number {
  let end = at;
  for (let taken = 0; taken < length; taken++) {
    let next = end;
    while (shadow[next] === FILLER) next++;
    if (shadow[next] === ' ' && HAN.test(shadow[next + 1] ?? '') && !HAN.test(shadow[next + 2] ?? '')) next++;
    if (!HAN.test(shadow[next] ?? '')) return 0;
    end = next + 1;
  }
  return end;
}

function isBoundary(shadow: string, at: number, strength: Strength): boolean {
  const next = shadow[at];
  if (next === undefined) return true;
  // 本人系华润M9业主: a letter or digit goes on with the phrase.
  if (!HAN.test(next)) return strength !== 'weak' || !/[A-Za-z0-9]/.test(next);
  return FOLLOWER.test(shadow.slice(at, at + 3)) || (strength === 'strong' && next === '的');
}

/** True for a reading as a name that is everyday words. */
export function isPhrase(shadow: string, start: number, end: number, strength: Strength = 'weak'): boolean {
  const name = shadow.slice(start, end).replaceAll(' ', '').replaceAll(FILLER, '');
  const words = strength === 'strong' ? NOT_NAMES_AT_ALL : NOT_NAMES;
  if (words.has(name) || words.has(name.slice(0, 2)) || HOMETOWN.test(name)) return true;
  const refused = strength === 'strong' ? NOT_GIVEN_AT_ALL : NOT_GIVEN;
  for (const character of name.slice(surnameLength(name, 0) || 1)) if (refused.has(character)) return true;
  return false;
}

/** 张建国先生, 欧阳女士, 王小姐: the longest reading that starts with a surname. */
function namesBeforeHonorific(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of matchesAt(shadow, honorificStarts, /(?:先生|女士|小姐)(?!路(?!过)|桥|巷)/y)) {
    const start = nameStart(shadow, match.index);
    if (start < match.index) found.push({ kind: 'name', start, end: match.index });
  }
  return found;
}

function nameStart(shadow: string, end: number): number {
  for (const length of [4, 3, 2, 1]) {
    const start = end - length;
    if (start < 0) continue;
    const surname = surnameLength(shadow, start);
    if (surname === 0 || length - surname > 2 || FUNCTION_SURNAMES.has(shadow[start]!)) continue;
    // Beyond the surname alone the reading must be likely: 请李文先生, not 解决王先生.
    if (length > surname && surname === 1 && !isCommonSurname(shadow[start]!)) continue;
    if (length > surname && isPhrase(shadow, start, end)) continue;
    if (/^[\u4e00-\u9fff]+$/.test(shadow.slice(start, end))) return start;
  }
  return end;
}
