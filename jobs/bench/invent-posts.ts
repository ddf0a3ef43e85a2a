/** A post as a platform exports it. */
export interface InventedPost {
  id: string;
  user: string;
  title: string;
  time: string;
  text: string;
  up: number;
}

const HEADS =
  '康宁 锦泽 瑞和 安澜 新梅 绿岛 金桂 紫藤 东城 西林 翠湖 枫叶 海棠 丁香 白鹭 银杏 春申 春晓 月湖 云锦 福临 恒盛 嘉禾 景秀 兰庭 明珠 宁静 泰和 祥云 玉兰'.split(
    ' ',
  );
const MIDDLES = '新 雅 华 丽 悦 景 馨 逸 御 雍 文 德 和 瑞'.split(' ');
const TAILS = '苑 花园 家园 公寓 新村 名邸 华庭 佳园 雅居'.split(' ');
/** What is wrong, and three things that people say about it. */
const MATTERS: readonly (readonly [string, string, string, string])[] = [
  ['早高峰路口拥堵', '右转车道被直行车占满，车子排到小区门口', '接送孩子的家长走不动', '希望交警来疏导或者重新划线'],
  ['电梯又坏了没人修', '老人被困在十几楼下不来', '物业说配件要等一个月', '维修资金到底用在哪里了'],
  ['夜间施工噪音扰民', '工地半夜还在打桩', '孩子睡不着，第二天上课没精神', '请城管来管一管'],
  ['垃圾厢房臭气熏天', '湿垃圾两天没有清运', '苍蝇到处飞，窗户都不敢开', '能不能增加清运次数'],
  ['自来水发黄有异味', '水龙头放出来的水是黄的', '烧开以后还有铁锈味', '请水务部门来检测水质'],
  ['电动车在楼道里充电', '飞线从四楼拉到一楼', '消防通道都堵住了，太危险', '请尽快建充电棚'],
  ['地下车库积水严重', '一下雨水就没过脚踝', '排水泵坏了几个月没有人修', '车子泡水谁来赔偿'],
  ['广场舞音响太吵', '每天晚上跳到九点半', '音响开到最大，劝了也不听', '请派出所协调一下时间'],
  ['路灯不亮走夜路害怕', '北门那一排路灯坏了半个月', '老人摔了一跤', '什么时候能修好'],
  ['物业费涨价没有公示', '没有开业主大会就涨了三毛', '绿化和保洁反而越来越差', '要求公开账目'],
  ['违章搭建无人处理', '顶楼住户在露台上盖了一间房', '下雨天漏水漏到楼下', '反映了三次都没有回音'],
  ['公交班次太少', '早上等了四十分钟才来一辆', '上班天天迟到', '希望增加高峰期的班次'],
  ['流浪狗追咬居民', '五六条大狗在花坛边上', '小朋友被吓哭了', '请社区联系捕捉'],
  ['幼儿园学位不够', '登记的时候说名额已经满了', '附近没有别的公办园', '请教育部门给个说法'],
  ['油烟直排窗口', '楼下烧烤店没有装净化器', '晚上不敢开窗', '环保来过一次以后照旧'],
  ['人行道地砖翘起', '下过雨踩上去溅一身水', '坐轮椅的人根本过不去', '请市政来修'],
];
const OPENINGS = ['请问', '再次反映：', '实在受不了了，', '各位邻居，', '街道领导您好，', '', '', '我是本小区的业主，'];
const PLACES = [
  '南门',
  '北门',
  '东侧',
  '三号楼前',
  '菜场旁边',
  '地铁口',
  '学校门口',
  '河边步道',
  '中心花园',
  '快递柜那里',
];
const TIMES = ['昨天晚上', '今天早上', '上个星期', '连着三天', '入夏以来', '疫情以后', '开学以后', '周末两天'];
const ENDINGS = [
  '请尽快处理。',
  '已经打过电话了。',
  '什么时候能解决？',
  '楼上楼下都在说这件事。',
  '谢谢！',
  '不要再推来推去。',
];

const START = Date.parse('2019-01-01T00:00:00Z');
const SPAN_MS = 730 * 86_400_000;

/** Invented posts of two years in the order of publication; equal arguments give equal posts. A million takes seconds. */
export function* inventPosts(count: number, seed: number): Generator<InventedPost> {
  let state = seed >>> 0;
  // Linear congruence of Numerical Recipes: the high bits are good enough for a workload.
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  for (let n = 0; n < count; n++) {
    const estate = `${pick(HEADS)}${pick(MIDDLES)}${pick(TAILS)}`;
    const [title, first, second, third] = pick(MATTERS);
    yield {
      id: `s${seed}-${n}`,
      user: `u${below(count)}`,
      title: `${estate}${title}`,
      time: new Date(START + Math.floor((SPAN_MS * n) / count)).toISOString(),
      text: `${pick(OPENINGS)}${pick(TIMES)}${estate}${pick(PLACES)}${first}，${second}。${estate}${title}已经${below(30) + 2}天了，${third}。${pick(PLACES)}也一样，${pick(ENDINGS)}`,
      up: below(9),
    };
  }
}
