import type { Random } from './random.ts';
import type { Neighbourhood } from './wards.ts';

/** Where a text plays; fills the slots that name places. */
export interface Setting {
  community: Neighbourhood;
  estate: string;
}

const digits = '零一二三四五六七八九十';
const shops =
  '烧烤店 奶茶店 水果店 理发店 棋牌室 面馆 汽修店 五金店 超市 健身房 小吃店 洗车店 宠物店 早餐店 火锅店 KTV'.split(' ');
const cars = ['白色轿车', '黑色SUV', '面包车', '外地牌照的车', '出租车', '小货车', '银灰色轿车', '新能源车'];
const fallbackRoad = ['门口那条路', '后面那条路'];

type Fill = (setting: Setting, random: Random) => string;

const fills: Record<string, Fill> = {
  小区: ({ estate }) => estate,
  村: ({ community }) => community.name,
  楼: (_, r) => `${r.int(1, 38)}${r.pick(['号楼', '号楼', '号', '幢', '栋'])}`,
  单元: (_, r) => `${r.int(1, 4)}${r.pick(['单元', '单元', '号门'])}`,
  层: (_, r) => (r.chance(0.5) ? `${r.int(2, 18)}楼` : `${digits[r.int(2, 10)]}楼`),
  门: (_, r) => r.pick(['东门', '南门', '西门', '北门', '正门', '边门', '后门']),
  路: ({ community }, r) => r.pick(community.roads.length > 0 ? community.roads : fallbackRoad),
  两路: ({ community }, r) => {
    const [a, b] = r.shuffle(community.roads);
    return a === undefined || b === undefined ? '门口路' : `${a}和${b}`;
  },
  河: ({ community }, r) => r.pick(community.rivers.length > 0 ? community.rivers : ['小区旁边的小河']),
  校: ({ community }, r) => r.pick(community.schools.length > 0 ? community.schools : ['学校']),
  公交: ({ community }, r) => {
    const lines = community.transit.filter((name) => !/(站|枢纽)$/.test(name));
    return lines.length > 0 ? r.pick(lines) : '门口的公交';
  },
  店: (_, r) => r.pick(shops),
  车: (_, r) => r.pick(cars),
  时: (_, r) => r.pick(['昨天', '昨晚', '今天早上', '前天晚上', '上周六', '刚刚', '上个礼拜', '这两天', '前几天']),
  点: (_, r) => r.pick(['七点', '八点半', '九点', '十点', '十点多', '十一点', '凌晨', '九点半', '清早']),
  久: (_, r) =>
    r.pick([
      '三四天',
      '一个多星期',
      '半个月',
      '快一个月',
      '两个月',
      '大半年',
      '好久',
      '一年多',
      `${r.int(2, 20)}天`,
      '从国庆到现在',
    ]),
  数: (_, r) => r.pick(['两', '三', '四五', '好几', '七八', '十来', `${r.int(2, 9)}`]),
  价: (_, r) => r.pick(['50元', '80元', '120块', '200多元', '三百块', '1500元', '两千多', '3800元', '2块8']),
};

/** Fills the {slots} of the texts of one item. */
export type SlotFiller = (text: string) => string;

/**
 * A filler for one item: its title, text and reply name the same building, gate, road and span of time.
 * The filler throws on a slot that nobody knows.
 */
export function createSlotFiller(setting: Setting, random: Random): SlotFiller {
  const chosen = new Map<string, string>();
  return (text) =>
    text.replace(/\{(.+?)\}/g, (_, slot: string) => {
      const fill = fills[slot];
      if (fill === undefined) throw new Error(`No such slot: {${slot}}`);
      const value = chosen.get(slot) ?? fill(setting, random);
      chosen.set(slot, value);
      return value;
    });
}
