import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** A hundred frequent characters are enough to make a text read as Traditional. */
const traditionalOf: Record<string, string> = Object.fromEntries(
  '们們 这這 个個 来來 说說 时時 会會 为為 国國 发發 过過 还還 没沒 开開 对對 现現 样樣 点點 动動 问問 让讓 关關 应應 该該 电電 门門 头頭 间間 车車 东東 见見 觉覺 长長 几幾 么麼 处處 两兩 业業 员員 总總 务務 区區 买買 卖賣 价價 钱錢 边邊 进進 远遠 运運 给給 谁誰 难難 坏壞 单單 号號 广廣 场場 灯燈 烟煙 树樹 药藥 医醫 疗療 课課 学學 习習 写寫 声聲 听聽 谢謝 请請 认認 识識 报報 协協 调調 议議 办辦 楼樓 层層 种種 绿綠 环環 费費 养養 闭閉 严嚴 强強 压壓 扰擾 乱亂 当當 实實 际際 设設 备備 线線 网網 络絡 顶頂 阳陽 台臺 闹鬧 烦煩 须須 视視 频頻'
    .split(' ')
    .map((pair) => [pair[0], pair[1]]),
);

const emoji = ['😡', '🙏', '😂', '👍', '❤️', '😭', '🌹', '👏', '🤔', '😤'];
/** Pairs that input methods confuse. */
const typos: [string, string][] = [
  ['垃圾', '拉圾'],
  ['物业', '物页'],
  ['电瓶', '电平'],
  ['已经', '以经'],
  ['噪音', '燥音'],
  ['严重', '严从'],
  ['楼道', '搂道'],
  ['停车', '停東'],
  ['在', '再'],
  ['的', '得'],
  ['罗店', '罗甸'],
];
/** Pinyin inside words, as some news pages carry it. */
const glosses: [string, string][] = [
  ['关', '关(guān)'],
  ['联', '联(lián)'],
  ['处理', '处(chǔ)理'],
];
const counties =
  '昌平 顺义 通州 大兴 房山 怀柔 平谷 密云 延庆 静海 宁河 蓟州 武清 宝坻 正定 栾城 藁城 鹿泉 井陉 赞皇'.split(' ');

const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const replaceOnce = (text: string, [from, to]: [string, string]): string => text.replace(from, () => to);

/** A number out of the block 1380000xxxx, written in one of the ways in which people write numbers. */
export function inventPhone(random: Random): string {
  const tail = String(random.int(0, 9999)).padStart(4, '0');
  return random.pick([
    `1380000${tail}`,
    `1380000${tail}`,
    `138-0000-${tail}`,
    `138 0000 ${tail}`,
    fullWidth(`1380000${tail}`),
  ]);
}

/** Junk that platforms and copy-and-paste leave in a text. */
function addJunk(text: string, random: Random): string {
  const kind = random.next();
  if (kind < 0.45) return `<p>${text.replace('，', '，<br/>')}</p>`;
  if (kind < 0.6) return `<li id="x${random.int(10, 99)}">${text}</li>&nbsp;`;
  if (kind < 0.75) return text.replace(/(.{4})/u, '$1\u200b');
  if (kind < 0.85) return glosses.reduce(replaceOnce, text);
  if (kind < 0.93) return `${text}\n\n${random.shuffle(counties).join(' ')} ${random.shuffle(counties).join(' ')}`;
  return `${text} 叭欢麄儗ι鐓^`;
}

/** What the writer tells about himself: names and numbers that the product must mask. */
function addIdentity(text: string, person: Person, random: Random): string {
  return random.pick([
    () => `${text}联系电话${inventPhone(random)}`,
    () => `${text}我是${person.estate}业主${person.name}，电话${inventPhone(random)}。`,
    () => `我是${person.name}，${text}`,
    () => `${text}联系人：${person.name} ${inventPhone(random)}，打不通就打${inventPhone(random)}`,
  ])();
}

const habitual = (text: string, { habits }: Person, random: Random): string => {
  let out = text;
  if (habits.typos && random.chance(0.6)) out = replaceOnce(out, random.pick(typos));
  if (habits.spaces) out = out.replace(/[，。]/g, ' ').trimEnd();
  if (habits.fullWidthDigits) out = fullWidth(out);
  if (habits.emoji && random.chance(0.6)) out += random.pick(emoji).repeat(random.int(1, 3));
  if (habits.traditional) out = out.replace(/./gu, (c) => traditionalOf[c] ?? c);
  return out;
};

/** The text as the person types it: with habits, and now and then with a name or a number that must be masked. */
export function typeAs(text: string, person: Person, random: Random): string {
  return habitual(random.chance(0.035) ? addIdentity(text, person, random) : text, person, random);
}

/** The text as a posting platform hands it over: as typed, sometimes with the platform's junk. */
export function roughen(text: string, person: Person, random: Random): string {
  const typed = typeAs(text, person, random);
  return random.chance(0.02) ? addJunk(typed, random) : typed;
}
