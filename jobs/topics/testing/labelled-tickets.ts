import type { LabelledText } from '../learn/train-model.ts';

/** Phrases of four invented departments; tickets mix them, so that a learner has something to find and to miss. */
const phrases: Record<string, string[]> = {
  水务: ['自来水停了', '水压太低', '下水道堵塞', '污水冒出来', '水表走得快', '水管漏水'],
  交警: ['路口堵车', '红绿灯太短', '路边乱停车', '右转车道被占', '斑马线看不清', '大货车闯红灯'],
  教育: ['幼儿园招生', '小学学区划分', '补课收费', '老师布置作业', '食堂饭菜', '校门口接送'],
  物业: ['电梯坏了', '物业费上涨', '保安不管', '楼道堆物', '门禁失灵', '小区绿化枯死'],
};
const endings = ['请尽快处理', '已经反映多次', '居民意见很大', '希望答复', '谢谢', '什么时候解决'];
const places = ['东风小区', '人民路', '和平里', '新华街', '向阳花园'];

/** `count` invented tickets of four departments, the same for the same count. Every tenth carries a label by chance. */
export function labelledTickets(count: number): LabelledText[] {
  const names = Object.keys(phrases);
  let state = count;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const department = names[index % names.length]!;
    const own = phrases[department]!;
    const other = pick(phrases[pick(names)]!);
    return {
      title: `${pick(places)}${pick(own)}`,
      text: `${pick(places)}这边${pick(own)}，还有${pick(own)}，顺便说${other}，${pick(endings)}。`,
      label: index % 10 === 9 ? pick(names) : department,
      group: String(index),
    };
  });
}
