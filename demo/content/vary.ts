import type { Random } from './random.ts';

/** Words that mean the same to a resident; each line is one meaning. */
const meanings = [
  ['物业', '物业公司', '管理处', '物业那边'],
  ['经常', '老是', '总是', '三天两头'],
  ['小孩', '孩子', '小朋友', '娃'],
  ['老人', '老人家', '上年纪的人'],
  ['居民', '业主', '住户'],
  ['楼下', '楼底下'],
  ['邻居', '街坊', '隔壁人家'],
  ['没人管', '没人问', '无人过问', '都不管'],
  ['半夜', '深更半夜', '后半夜', '大半夜'],
  ['危险', '不安全', '吓人'],
  ['味道', '气味', '味儿'],
  ['厉害', '严重', '不得了'],
  ['电瓶车', '电动车', '助动车'],
  ['汽车', '私家车', '小车'],
  ['保安', '门卫', '门岗师傅'],
  ['天天', '每天', '日日'],
  ['旁边', '边上', '附近'],
  ['门口', '大门口', '出入口'],
  ['建议', '提议'],
  ['家里', '屋里', '家中'],
  ['一直', '始终', '老早就'],
  ['公布', '公示', '贴出来'],
];
/** Longest words first, so that 电瓶车 is not read as 车. */
const meaningOf = new Map(meanings.flatMap((words) => words.map((word) => [word, words] as const)));
const known = new RegExp([...meaningOf.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** Share of the known words that are said in another way. */
const CHANGED = 0.4;

/** The same text in somewhat other words, so that two residents with one trouble do not write one text. */
export function vary(text: string, random: Random): string {
  return text.replace(known, (word) => (random.chance(CHANGED) ? random.pick(meaningOf.get(word) ?? [word]) : word));
}
