import { expect, test } from 'vitest';
import { createGrouper } from './grouper.ts';
import { testingDocument } from './testing-documents.ts';

const jam = (key: string) =>
  testingDocument(key, { title: '横五路萧山医院门口右转专用道堵车', text: '早高峰堵了半小时' });
const lamp = (key: string) => testingDocument(key, { title: '育才路路灯整排不亮', text: '晚上一片漆黑，老人摔倒' });

function someEvents() {
  const grouper = createGrouper();
  for (const document of [jam('j1'), lamp('l1'), jam('j2'), lamp('l2'), jam('j3')]) grouper.add(document);
  return grouper;
}

test('events that a person merges are one, and a document that comes back goes there', () => {
  const grouper = someEvents();
  const [into, from] = [grouper.eventOf('j1')!, grouper.eventOf('l1')!];
  expect(grouper.act({ kind: 'merge', into, from }).map(({ key }) => key)).toEqual(['l1', 'l2']);
  expect(grouper.members(into)).toEqual(['j1', 'l1', 'j2', 'l2', 'j3']);
  grouper.repair();
  expect(grouper.eventOf('l2')).toBe(into);
  grouper.remove('l2');
  expect(grouper.add(lamp('l2')).eventId).toBe(into);
});

test('a document that a person takes out founds its own event and does not go back', () => {
  const grouper = someEvents();
  const event = grouper.eventOf('j2')!;
  grouper.act({ kind: 'move', keys: ['j2'], to: null });
  expect(grouper.eventOf('j2')).not.toBe(event);
  grouper.repair();
  expect(grouper.eventOf('j2')).not.toBe(event);
});

test('what persons said is taken up after a restart', () => {
  const grouper = someEvents();
  grouper.act({ kind: 'move', keys: ['j2'], to: null });
  const again = createGrouper();
  for (const document of [jam('j1'), jam('j2'), jam('j3')]) again.replay(document, grouper.eventOf(document.key)!);
  again.remember({ forbidden: grouper.constraints(), pinned: grouper.pins() });
  again.repair();
  expect(again.eventOf('j2')).toBe(grouper.eventOf('j2'));
});

test('moving a document back lifts what kept it out', () => {
  const grouper = someEvents();
  const event = grouper.eventOf('j2')!;
  grouper.act({ kind: 'move', keys: ['j2'], to: null });
  grouper.act({ kind: 'move', keys: ['j2'], to: event });
  grouper.repair();
  expect(grouper.eventOf('j2')).toBe(event);
});

test('acts on what is gone change nothing', () => {
  const grouper = someEvents();
  expect(grouper.act({ kind: 'move', keys: ['unknown'], to: null })).toEqual([]);
  expect(grouper.act({ kind: 'merge', into: grouper.eventOf('j1')!, from: 'e0' })).toEqual([]);
});
