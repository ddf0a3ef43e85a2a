import { expect, test } from 'vitest';
import { findCopiedReplies } from './copied-replies.ts';
import { relabelledWords } from './relabelled.ts';
import { assessReply, createVectors, similarity } from './reply-quality.ts';

const exchanges = [
  [
    '路灯不亮',
    '人民路东段路灯坏了一个月，晚上漆黑',
    '您反映的人民路路灯问题，经现场核查，系电缆被挖断，已于3月5日修复，电话12345678。',
  ],
  [
    '学区划分',
    '和平里小区属于哪个小学',
    '和平里小区按照2026年学区划分方案属于实验小学，根据《义务教育法》第十二条就近入学。',
  ],
  ['下水道堵塞', '三号楼一楼污水倒灌', '经调查，三号楼下水道因油污堵塞，已安排疏通，污水已清理。'],
  ['公交晚点', '12路公交早高峰要等四十分钟', '12路公交因修路绕行，公交公司将于下周增加早高峰班次。'],
] as const;
const background = exchanges.flatMap(([title, text, reply]) => [
  { title, text },
  { title: '', text: reply },
]);

const vectorOf = createVectors(background);
const relevance = (question: { title: string; text: string }, reply: string): number =>
  similarity(vectorOf(question), vectorOf({ title: '', text: reply }));

test('the reply that answers a question is more relevant than any other', () => {
  for (const [title, text, own] of exchanges) {
    const others = exchanges.filter(([, , reply]) => reply !== own);
    const best = Math.max(...others.map(([, , reply]) => relevance({ title, text }, reply)));
    expect(relevance({ title, text }, own)).toBeGreaterThan(best);
  }
});

test('a reply about another matter altogether has no relevance, and an empty one neither', () => {
  const question = { title: '路灯不亮', text: '人民路东段路灯坏了' };
  expect(relevance(question, '')).toBe(0);
  expect(relevance(question, exchanges[1][2])).toBeLessThan(0.1);
});

test('a full reply shows its cues, with law and reasons as grounds', () => {
  expect(assessReply(exchanges[0][2], 0.5)).toMatchObject({ completeness: 1, isBrushOff: false });
  expect(assessReply(exchanges[1][2], 0.5)).toMatchObject({ grounds: 0.8, cues: ['dated', 'law', 'because'] });
});

test('only a reply that is long enough to speak of the question can be beside it', () => {
  expect(assessReply('已安排工程部维修。', 0).isBeside).toBe(false);
  expect(assessReply('公交线路的调整情况如下。'.repeat(10), 0.02).isBeside).toBe(true);
  expect(assessReply('公交线路的调整情况如下。'.repeat(10), 0.2).isBeside).toBe(false);
});

test('passing on is no answer, a short answer with its rule is one', () => {
  expect(assessReply('您的来信已转交相关部门办理。', 0.2).isBrushOff).toBe(true);
  expect(assessReply('不属于受理范围：《信访条例》第十四条。', 0.2).isBrushOff).toBe(false);
});

const formula = (day: number, title: string) =>
  `您反映的“${title}”已收悉，我单位将于${day}日前依法依规处理，感谢您对工作的支持。`;

test('one wording for three questions is a copy, whatever date and title it carries', () => {
  const given = ['路灯', '垃圾', '停车'].map((title, index) => ({
    id: title,
    question: title,
    reply: formula(index, title),
  }));
  expect(findCopiedReplies(given)[0]?.ids).toEqual(['路灯', '垃圾', '停车']);
  expect(findCopiedReplies(given.slice(0, 2))).toEqual([]);
  expect(findCopiedReplies(given.map((item) => ({ ...item, question: '路灯' })))).toEqual([]);
});

test('a complaint booked as a question is found by its words', () => {
  expect(relabelledWords('consult', { title: '投诉物业乱收费', text: '' })).toEqual(['投诉']);
  expect(relabelledWords('consult', { title: '请问物业费标准是什么', text: '' })).toEqual([]);
  expect(relabelledWords('complaint', { title: '投诉物业乱收费', text: '' })).toEqual([]);
});
