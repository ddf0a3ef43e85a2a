import { expect, test } from 'vitest';
import { reviewReplies } from './review-replies.ts';

const about = (thing: string, n: number) => ({
  title: `${thing}的问题${n}`,
  text: `小区里${thing}很久没有人来管，第${n}次反映了`,
  reply: `您反映的${thing}问题已收悉，经现场核查，已责令整改，预计${n}月底完成。`,
});
const background = ['路灯', '电梯', '垃圾', '噪音', '停车', '漏水'].map((thing, n) => about(thing, n + 1));

test('a reply to another question is the least relevant, and comes first', () => {
  const right = { id: 'right', ...about('充电桩', 7), nature: 'complaint' as const };
  const mixedUp = { id: 'mixed', ...about('幼儿园', 8), reply: about('公交车', 9).reply, nature: 'complaint' as const };
  expect(reviewReplies([right, mixedUp], background).map(({ id }) => id)).toEqual(['mixed', 'right']);
});

test('one wording for several questions, and a complaint booked as a question, are told', () => {
  const reply = '您好，您反映的情况我们已经知悉，已转交相关部门处理，感谢您的关心与支持。';
  const answered = ['路灯', '电梯', '噪音'].map((thing, n) => ({
    ...about(thing, n),
    id: thing,
    title: `投诉${thing}没人管，严重影响生活`,
    reply,
    nature: 'consult' as const,
  }));
  const reviews = reviewReplies(answered, []);
  expect(reviews.map(({ copies, isBrushOff }) => [copies, isBrushOff])).toEqual(
    Array.from({ length: 3 }, () => [3, true]),
  );
  expect(reviews[0]!.relabelledWords).not.toEqual([]);
});
