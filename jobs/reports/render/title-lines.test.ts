import { expect, test } from 'vitest';
import { titleLines } from './title-lines.ts';

test.each([
  [['滨江区2020年11月民情推进会材料']],
  [['关于滨江区（示例）2020年11月', '民情热点分析情况的报告']],
  [['关于滨江区（示例）2020年第49周', '（11月30日至12月6日）', '民情热点分析情况的报告']],
  [['滨江区（示例）民情日报', '（2020年12月11日）']],
  [['关于“我们礼嘉雅苑晚上九点路过门岗，', '保安趴着睡觉，抬杆开着”的专报']],
])('a title keeps its words whole: %j', (lines) => {
  expect(titleLines(lines.join(''))).toEqual(lines);
});
