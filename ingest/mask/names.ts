import type { PersonalDataSpan } from './personal-data.ts';
import { characterTable, matchesAt } from './scan.ts';
import { FILLER } from './shadow.ts';
import { isCommonSurname, surnameLength } from './surnames.ts';

const LINK = `[\\s:：,，是为叫${FILLER}]{0,20}`;
/** Words behind which a name must follow. */
const STRONG = '我叫|我名叫|名叫|名字叫|名字是|大名|姓 ?名|本人姓名|真实姓名|免贵|俺叫';
/** Words for a person in a role or a place for a name; without a colon a name may follow, or something else. */
const ROLE =
  '联系人|联络人|申请人|投诉人|反映人|举报人|来电人|来信人|诉求人|报修人|报案人|当事人|经办人|负责人|收件人|户主|房主|业主姓名|署名|签名|落款|此致 ?敬礼';
const WEAK = '我就是|我是|我系|本人是|本人系|本人|俺是';
// Longer words first: 本人姓名 before 本人.
const CUE = new RegExp(`(?:(?<strong>${STRONG})|(?<role>${ROLE})|(?<weak>${WEAK}))(?<link>${LINK})`, 'y');
const cueStarts = characterTable(
  [STRONG, ROLE, WEAK].flatMap((words) => words.split('|').map((word) => word[0])).join(''),
);
type Strength = 'strong' | 'role' | 'weak';

const HAN = /^[\u4e00-\u9fff]$/;
const HONORIFIC = '先生|女士|小姐|阿姨|大妈|大爷|大叔|大姐|大哥|太太|奶奶|爷爷|叔叔|师傅|老师|医生|同学|同志';
const honorificStarts = characterTable('先女小');
const startsWithHonorific = new RegExp(`^(?:${HONORIFIC})`);
/** What follows a name without a mark between. */
const FOLLOWER =
  /^(?:电话|手机|联系|微信|身份|证件|证号|家住|家在|住|现住|今年|现年|年龄|性别|男|女|是|系|我|来自|户籍|地址|工号|先生|女士|小姐|同志|反映|投诉|举报|要|想|请)/;
const PLAIN_FOLLOWER = /^(?:电话|手机|联系|微信|身份|证件|家住|今年|现年)/;
/** Foreign and minority names: 阿卜杜拉·买买提. */
const DOTTED = /^[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}/;
/** Characters that do not stand in a given name; a "name" with one of them is a phrase. */
const NOT_GIVEN = new Set(
  '的了是在有和不我你他她们这那个一为于与就都要会来去到从向被把对将吗呢吧区路街镇村市县省栋幢楼号弄室苑员者业户商司公物某人本先被已没很也还每因所以只能可说问想请给让使住买租找看听做做过后前上下里外边旁近',
);
/** Behind 姓名： only these speak against a name: 丁一 and 石上 are names there. */
const NOT_GIVEN_AT_ALL = new Set('的了是在有和不我你他她们这那被把吗呢吧');
/** Words of everyday use that begin with a surname. */
const NOT_NAMES = new Set(
  '党员 房东 车主 路人 司机 管家 商户 单亲 居民 农民 华侨 业主 全家 全职 全体 常客 常住 高龄 高中 高层 高三 高校 成年 成人 安徽 安置 安保 云南 江苏 江西 宁波 温州 杭州 苏州 常州 徐州 郑州 金华 海南 海外 山东 山西 广东 广西 东北 南方 北方 老师 老人 白领 应届 单身 单位 年轻 方便 万分 严重 严格 强烈 边远 家长 学生 医生 匿名 保密 不详 不便 同上 未知 无名 物业 居委 社区 时刻 时常 常年 常常 经常 连续 相信 关注 关心 向来 从事 从来 从小 曾经 曾在 曾任 成都 重庆 石家庄 通过 通知 于今 于是 于去 于昨 易怒 温馨 安静 安全 文盲 文明 文员 孕妇 残疾 伍人 计划 符合 符号 宣布 国企 国家 那时 那边 路过 路边 查询 查看 查过 查了 申请 申诉 解释 解决 包括 包工 应该 应当 施工 游客 游泳 步行 明确 相关 利用 利益 越来 连夜 盖章 简单 权利 权益 项目 尚未 成功 师傅 家属 初中 初三 初来 初次 居家 居住 索要 索赔 古稀 花甲 退休 军属 军人 军嫂 党支 党龄 司法 单职 房主 房客 房屋 楼长 楼上 楼下 楼主 次日 后来 红色 封控 商家 商贩 车间 车位 车辆 路口 花园 花费 花钱 海归 乐意 谈不 谈谈 查无 游玩 计算 幸福 幸运 幸好 富人 荣幸 怀孕 怀疑 怀着 台胞 水电 养老 养狗 养犬 那个 冷静 修车 修理 通州 通勤 广州 广大 东莞 家中 家里 家庭 家人 山里 石油 白天 白班 金额 方式 方面 方才 高度 高兴 高血压 高考 高一 高二 于此 万般 万一 马上 马路 常德 江南 江北 江湾 向上 向您 向领 向市 向区 向相 向有 向街 时代 史上 余款 任何 任职 任教 任课 段时 程序 程度 顾客 顾虑 贺卡 明年 毛坯 毛病 雷同 龙头 黄色 黄昏 白色 钱款 钱财 严禁 莫名 武汉 夏天 夏季 秦皇岛 石材 陆续 范围 金钱 姜老 祖籍 变更 村民 文章 应提 新城 应予 应依 姓名 申报 成绩 成员'.split(
    ' ',
  ),
);
const HOMETOWN = /^[\u4e00-\u9fff]{2,3}(?:人|籍)/;
/** Surnames that are everyday words in front of another name: 和王女士, 向李先生. */
const FUNCTION_SURNAMES = new Set('和向于从后常经连让时及因为有据问找同应全那年计成查于家');

/** Names behind a word that introduces them, and in front of 先生 or 女士. The honorific itself stays. */
export function findNames(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of matchesAt(shadow, cueStarts, CUE)) {
    const { strong, role, link } = match.groups!;
    const start = match.index + match[0].length;
    const isStrong = strong !== undefined || (role !== undefined && /[:：是为叫]/.test(link!));
    const strength = isStrong ? 'strong' : role !== undefined ? 'role' : 'weak';
    const end = nameEnd(shadow, start, strength) || (/[:：]/.test(link!) ? rareNameEnd(shadow, start) : 0);
    if (end > start) found.push({ kind: 'name', start, end });
  }
  return [...found, ...namesBeforeHonorific(shadow)];
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
  const lengths = short > 0 && PLAIN_FOLLOWER.test(shadow.slice(short, short + 2)) ? [1, 2] : [2, 1];
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
  return FOLLOWER.test(shadow.slice(at, at + 2)) || (strength === 'strong' && next === '的');
}

function isPhrase(shadow: string, start: number, end: number, strength: Strength = 'weak'): boolean {
  const name = shadow.slice(start, end).replace(new RegExp(`[ ${FILLER}]`, 'g'), '');
  if (NOT_NAMES.has(name) || NOT_NAMES.has(name.slice(0, 2)) || HOMETOWN.test(name)) return true;
  const refused = strength === 'strong' ? NOT_GIVEN_AT_ALL : NOT_GIVEN;
  for (const character of name.slice(1)) if (refused.has(character)) return true;
  return false;
}

/** 张建国先生, 欧阳女士, 王小姐: the longest reading that starts with a surname. */
function namesBeforeHonorific(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of matchesAt(shadow, honorificStarts, /先生|女士|小姐/y)) {
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
