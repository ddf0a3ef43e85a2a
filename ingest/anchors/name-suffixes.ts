import type { AnchorKind } from './anchor.ts';

/** Endings by which a proper name is recognised. A longer ending is tried before a shorter one. */
const endings: readonly [AnchorKind, string][] = [
  [
    'estate',
    '小区 花园 花苑 花城 家园 新村 新城 新苑 公寓 公馆 广场 大厦 大楼 国际 国际城 华府 华苑 华庭 豪庭 豪园 豪苑 名苑 名园 名城 名邸 名都 花都 名府 雅苑 雅居 佳苑 佳园 嘉园 嘉苑 丽苑 丽城 学府 首府 首座 御府 御园 山庄 别墅 庄园 壹号 一号院 安置房 安置点 安置区 安置小区 保障房 公租房 工业园 产业园 科技园 创业园 物流园 园区 开发区 高新区 经开区 新区 片区 商业街 步行街 美食街 美食城 美食广场 商城 商贸城 城 苑 府 邸 庭 湾 郡 墅 轩 阁 园 中心城',
  ],
  [
    'road',
    '路 街 大道 大街 胡同 巷 巷子 弄 高速 高速公路 公路 国道 省道 县道 快速路 环线 环路 立交 立交桥 高架 高架桥 大桥 桥 隧道 匝道 支路 中路 东路 西路 南路 北路 通道',
  ],
  ['admin', '街道 社区 居委会 居委 村委会 村 镇 乡 组 林场 农场'],
  [
    'organisation',
    '公司 集团 银行 支行 分行 物业 中心 工厂 厂 店 酒店 宾馆 饭店 餐馆 餐厅 酒楼 酒吧 网吧 会所 超市 市场 商场 商店 农贸市场 菜市场 菜场 大市场 批发市场 加油站 搅拌站 变电站 垃圾站 中转站 停车场 充电站 驾校 驾培 影楼 俱乐部 健身 健身房 工作室 电商 网络 网 金融 财富 投资 置业 地产 房产 教育 培训 养老院 敬老院 福利院 殡仪馆 公墓 派出所 工地 项目 基地 KTV ktv 车管所 米业 早教中心 物流园 农庄 生态农庄 培训机构 旅游城 烧烤城 美食城 风光带 影院 电影院 会展中心 体育馆 图书馆 博物馆 文化馆 影城 公园 湿地 湿地公园 动物园 植物园 景区 风景区 游乐场 陵园 遗址公园',
  ],
  ['school', '学校 小学 中学 一中 二中 三中 附小 附中 幼儿园 大学 学院 职院 党校 高中 初中 职高 技校 分校 校区'],
  ['hospital', '医院 卫生院 卫生所 卫生站 诊所 卫生服务中心 妇幼 妇幼保健院 门诊 体检中心'],
  ['water', '河 湖 江 水库 渠 河道 水渠 塘 浜 泾 港 溪 湿地 码头'],
  [
    'transit',
    '站 地铁站 公交站 汽车站 火车站 高铁站 汽车东站 汽车西站 汽车南站 南站 东站 西站 北站 机场 收费站 号线 路公交 路公交车',
  ],
];

const kindOfEnding = new Map<string, AnchorKind>(
  endings.flatMap(([kind, list]) => list.split(' ').map((ending): [string, AnchorKind] => [ending, kind])),
);
const longestEnding = Math.max(...[...kindOfEnding.keys()].map((ending) => ending.length));

/** 1 for the units that endings end with: nine of ten words end otherwise, which saves cutting them up. */
const endsAny = new Uint8Array(0x10000);
for (const ending of kindOfEnding.keys()) endsAny[ending.charCodeAt(ending.length - 1)] = 1;

/** The longest known ending of a word and its kind; `undefined` when it has none. */
export function endingOf(word: string): { ending: string; kind: AnchorKind } | undefined {
  if (endsAny[word.charCodeAt(word.length - 1)] !== 1) return undefined;
  for (let length = Math.min(longestEnding, word.length); length > 0; length--) {
    const ending = word.slice(-length);
    const kind = kindOfEnding.get(ending);
    if (kind !== undefined) return { ending, kind };
  }
  return undefined;
}

/** Endings that say only what sort of thing it is: two writers use or leave them at will. */
const generic =
  /(?:(?:住宅)?小区|社区居委会|居委会|村委会|社区|安置房|公司|有限公司|有限责任公司|项目|工地|楼盘|公交车|公交|地铁站|公交站|物业|附近|[一二三四五六七八九十\d]+期)$/u;

/**
 * The part of a name that two writers share: 丽发新城小区 and 丽发新城二期 both give 丽发新城.
 * A name is never cut below two characters.
 */
export function coreName(name: string): string {
  let core = name;
  for (;;) {
    const shorter = core.replace(generic, '');
    if (shorter === core || shorter.length < 2) return core;
    core = shorter;
  }
}
