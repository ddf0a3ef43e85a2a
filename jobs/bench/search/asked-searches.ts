import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import { systemScope } from '#warehouse/model/scope.ts';

/** One search as a person would type it. */
export interface AskedSearch {
  kind: string;
  text: string;
  filter: PageFilter;
  /** Whether LIKE with the text as it stands looks for the same: no typo, one word. */
  isPlain: boolean;
}

/** Ten searches of each kind. */
const KINDS: readonly { kind: string; isPlain: boolean; texts: string; ward?: string; days?: number }[] = [
  { kind: 'frequent', isPlain: true, texts: '电梯 公寓 新村 地下车库 广场舞 烧烤店 路灯 幼儿园 人行道 车位' },
  { kind: 'seldom', isPlain: true, texts: '化粪池 维修资金 加装电梯 白蚁 公积金 契税 校服 停暖 群租 骑手' },
  {
    kind: 'compound',
    isPlain: false,
    texts:
      '夜间施工噪音 垃圾厢房臭气 地下车库积水 楼道充电 物业费涨价 自来水发黄 流浪狗追咬 路口拥堵 油烟直排 违章搭建漏水',
  },
  {
    kind: 'two words',
    isPlain: false,
    texts: '电梯+维修资金 垃圾+苍蝇 学位+登记 积水+排水泵 路灯+老人 公交+迟到 违章+露台 噪音+孩子 充电+消防 收费+公示',
  },
  { kind: 'synonym', isPlain: false, texts: '噪声 电动自行车 渗水 断水 垃圾房 业主委员会 小巴士 堵车 井盖 物管费' },
  { kind: 'homophone', isPlain: false, texts: '燥音 电踢 勒圾 路登 幽烟 施攻 冲电桩 幼儿圆 广场午 水智' },
  {
    kind: 'one character',
    isPlain: false,
    texts: '地下车厍 烧烤占 广场舞蹈队 幼儿院 消防道 垃圾厢 维修资本 物业赞 人行街道 自来氷',
  },
  { kind: 'ward', isPlain: true, texts: '电梯 垃圾 漏水 停车 路灯 公交 油烟 违建 噪音 充电', ward: '990113005' },
  { kind: 'month', isPlain: true, texts: '电梯 垃圾 漏水 停车 路灯 公交 油烟 违建 噪音 充电', days: 30 },
  {
    kind: 'estate',
    isPlain: true,
    texts: '康宁新苑 绿岛雅公寓 金桂逸公寓 明珠文花园 翠湖新村 紫藤和名邸 海棠 银杏悦家园 月湖德 玉兰瑞',
  },
];

/** A hundred searches of ten kinds, kinds in turn; those of a window end at `until`. */
export function askedSearches(until: string): AskedSearch[] {
  const lists = KINDS.map(({ texts, ward, days, ...kind }) => {
    const from = days ? new Date(Date.parse(until) - days * 86_400_000).toISOString() : '1990-01-01T00:00:00.000Z';
    const filter: PageFilter = { scope: systemScope, from, to: until, ward };
    return texts.split(' ').map((text) => ({ ...kind, text: text.replace('+', ' '), filter }));
  });
  return Array.from({ length: 10 }, (_, at) => lists.map((list) => list[at]!)).flat();
}
