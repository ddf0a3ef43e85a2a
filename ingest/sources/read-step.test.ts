import { expect, it } from 'vitest';
import { closedLevelOf, handlingLevelOf, readSteps, stepKindOf } from './read-step.ts';

it.each([
  ['受理', 'received'],
  ['来电登记', 'received'],
  ['派单', 'dispatched'],
  ['转派', 'transferred'],
  ['签收', 'acknowledged'],
  ['退单', 'returned'],
  ['上报街道', 'escalated'],
  ['答复', 'replied'],
  ['办结', 'closed'],
  ['重新办理', 'reopened'],
  ['回访满意', 'followUp'],
  ['派单时间', 'dispatched'],
  ['followUp', 'followUp'],
  ['opened', 'received'],
  ['REOPENED', 'reopened'],
  ['喝茶', 'other'],
])('reads the step %j as %s', (word, kind) => {
  expect(stepKindOf(word)).toBe(kind);
});

it.each([
  ['北干街道博学社区居委会', 'community'],
  ['罗店镇', 'street'],
  ['萧山区北干街道', 'street'],
  ['萧山区城管局', 'district'],
  ['市12345热线', 'city'],
  ['镇江市水务局', 'city'],
  ['市场监管所', ''],
  ['district', 'district'],
  ['', ''],
])('reads the level of %j as %j', (word, level) => {
  expect(handlingLevelOf(word)).toBe(level);
});

it('sorts the steps, and leaves out one whose time cannot be read rather than the ticket', () => {
  const written = [
    { at: '2020-12-03 10:00', kind: '办结', level: '博学社区' },
    { at: '即日', kind: '签收' },
    { at: '2020-12-01 09:00:00', kind: '受理', level: 7 },
  ];
  const steps = readSteps(written, 'Asia/Shanghai');
  expect(steps).toEqual([
    { at: '2020-12-01T01:00:00.000Z', kind: 'received', level: '' },
    { at: '2020-12-03T02:00:00.000Z', kind: 'closed', level: 'community' },
  ]);
  expect(closedLevelOf('', steps)).toBe('community');
  expect(closedLevelOf('街道办', steps)).toBe('street');
});
