/** A row as a platform would give it, of the fields that the tests use. */
export interface SomePost {
  externalId: string;
  kind: 'post';
  publishedAt: string;
  title: string;
  text: string;
  reporter: string;
  estate: string;
  likes: number;
  deleted?: boolean;
}

const ESTATES = ['淞南一村', '淞南三村', '新梅花苑', '新梅绿岛苑', '锦泽华庭', '瑞和苑', '康宁馨苑', '安澜公寓'];
const MATTERS = [
  ['路口右转车道早高峰拥堵', '车子排到小区门口，接送孩子的家长走不动，希望交警来疏导'],
  ['电梯又坏了没人修', '老人被困在十几楼下不来，物业说配件要等一个月'],
  ['夜间施工噪音扰民', '工地半夜还在打桩，孩子睡不着，请城管管一管'],
  ['垃圾厢房臭气熏天', '湿垃圾两天没有清运，苍蝇到处飞，窗户都不敢开'],
  ['自来水发黄有异味', '水龙头放出来的水是黄的，烧开以后还有铁锈味'],
  ['电动车在楼道里充电', '飞线从四楼拉到一楼，消防通道都堵住了，太危险'],
  ['地下车库积水严重', '一下雨水就没过脚踝，排水泵坏了几个月'],
  ['广场舞音响太吵', '每天晚上跳到九点半，音响开到最大，劝了也不听'],
  ['路灯不亮走夜路害怕', '北门那一排路灯坏了半个月，老人摔了一跤'],
  ['物业费涨价没有公示', '没有开业主大会就涨了三毛，要求公开账目'],
] as const;
const OPENINGS = ['请问', '再次反映：', '实在受不了了，', '各位邻居，', '街道领导您好，', '', '', ''];
const ENDINGS = ['', '请尽快处理。', '已经打过电话了。', '什么时候能解决？', '楼上楼下都在说这件事。', '谢谢！'];

const START = Date.parse('2020-10-02T00:00:00.000Z');
const SPAN_MS = 75 * 86_400_000;

/**
 * Invented posts about eighty matters (a trouble at an estate), in order of publication over 75 days of 2020. The same
 * seed gives the same posts; a matter comes up now and again, so that grouping has something to join.
 */
export function somePosts(count: number, seed = 1): SomePost[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const [title, text] = pick(MATTERS);
    const estate = pick(ESTATES);
    return {
      externalId: `p${n + 1}`,
      kind: 'post',
      publishedAt: new Date(START + Math.floor((SPAN_MS * n) / count)).toISOString(),
      title: `${estate}${title}`,
      text: `${pick(OPENINGS)}${estate}${title}，${text}。${pick(ENDINGS)}`,
      reporter: `u${Math.floor(random() * count)}`,
      estate,
      likes: Math.floor(random() * 9),
    };
  });
}

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
