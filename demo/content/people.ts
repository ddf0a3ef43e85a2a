import type { Random } from './random.ts';
import type { Neighbourhood } from './wards.ts';

/** How somebody writes; each habit stays with the person. */
interface Habits {
  /** Writes Traditional characters. */
  traditional: boolean;
  emoji: boolean;
  /** Types no full stops, spaces instead. */
  spaces: boolean;
  fullWidthDigits: boolean;
  typos: boolean;
  /** 0 terse … 1 long-winded. */
  talkative: number;
}

/** A resident who writes. `number` is unique in the district; each platform makes its own user id from it. */
export interface Person {
  number: number;
  name: string;
  /** As in the chat group, e.g. 7-302 小雨妈妈. */
  nickname: string;
  community: Neighbourhood;
  estate: string;
  /** Relative rate of writing: a few write a lot. */
  rate: number;
  habits: Habits;
}

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const compoundSurnames = ['欧阳', '上官', '诸葛', '司马'];
const given =
  '建国 秀英 志强 丽华 晓燕 海涛 桂兰 玉梅 文杰 雪梅 国华 明 芳 静 磊 婷 俊杰 欣怡 子轩 浩然 思琪 红 卫东 爱华 凤英 永强 春梅 小平 丹 佳 宇航 雅琴 福生 根宝 阿珍 慧敏 立新 晨 敏 勇 艳 娟 涛 超 秀兰 霞 平 刚 桂英 嘉怡 梓涵 一鸣 素珍 月娥 金凤 宝根 惠芬 佩芳 国强 振华 向阳'.split(
    ' ',
  );
const callNames = ['阿姨', '妈妈', '爸爸', '师傅', '老师', '', '', '家', '奶奶', '大叔'];

const pickName = (random: Random): string =>
  (random.chance(0.01) ? random.pick(compoundSurnames) : random.pick([...surnames])) + random.pick(given);

function pickHabits(random: Random): Habits {
  return {
    traditional: random.chance(0.008),
    emoji: random.chance(0.12),
    spaces: random.chance(0.05),
    fullWidthDigits: random.chance(0.03),
    typos: random.chance(0.1),
    talkative: random.next(),
  };
}

function createPerson(number: number, community: Neighbourhood, random: Random): Person {
  const name = pickName(random);
  const room = `${random.int(1, 38)}-${random.int(1, 12)}0${random.int(1, 4)}`;
  return {
    number,
    name,
    nickname: `${room} ${random.pick([name.slice(-1), name.slice(0, 1), name])}${random.pick(callNames)}`,
    community,
    estate: random.weigh(community.shares, (estate) => estate.households).name,
    // A power law in a random rank: the keenest tenth writes about half of everything, as in real forums.
    rate: (1 - random.next() * 0.995) ** -0.7,
    habits: pickHabits(random),
  };
}

/** About how many residents write at all, of some 890 000 in the district. */
const PERSON_COUNT = 6000;

/** The people who write, by community code: in proportion to its residents, at least a dozen. */
export function createPeople(communities: readonly Neighbourhood[], random: Random): Map<string, Person[]> {
  const residents = communities.reduce((sum, community) => sum + community.residents, 0);
  let number = 100_000;
  return new Map(
    communities.map((community) => {
      const count = Math.max(12, Math.round((PERSON_COUNT * community.residents) / residents));
      return [community.code, Array.from({ length: count }, () => createPerson(++number, community, random))];
    }),
  );
}
