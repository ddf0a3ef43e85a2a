import { expect, test } from 'vitest';
import { describeEvent } from './describe-event.ts';
import type { EventMember } from './event-member.ts';

const member = (fields: Partial<EventMember>): EventMember => ({
  visibility: 'public',
  title: '育才路拥堵',
  text: '萧山医院门口的育才路天天拥堵，右转专用道排到横五路。请尽快处理。',
  tokens: ['育才路', '拥堵', '萧山医院', '门口', '育才路', '拥堵', '右转专用道', '排到', '横五路'],
  places: ['育才路', '萧山医院', '横五路'],
  wardCode: '330109004001',
  topicCode: '0801',
  publishedAt: '2020-12-12T01:30:00.000Z',
  likes: 0,
  ...fields,
});

test('first, last and count come from the members whatever their order', () => {
  const members = [
    member({ publishedAt: '2020-12-12T08:00:00.000Z' }),
    member({ publishedAt: '2020-12-12T01:00:00.000Z', title: '横五路堵车' }),
    member({ publishedAt: '2020-12-13T01:00:00.000Z' }),
  ];
  const event = describeEvent('e1', members);
  expect(event).toMatchObject({
    eventId: 'e1',
    kind: 'event',
    firstAt: '2020-12-12T01:00:00.000Z',
    lastAt: '2020-12-13T01:00:00.000Z',
    documentCount: 3,
  });
  expect(describeEvent('e1', members.toReversed())).toEqual(event);
});

test('the places are those that a third of the members name, most named first', () => {
  const event = describeEvent('e1', [
    member({ places: ['育才路'], text: '育才路堵', title: '育才路' }),
    member({ places: ['育才路', '萧山医院'], text: '去萧山医院的育才路堵', title: '堵' }),
    member({ places: ['横五路', '育才路'], text: '横五路到育才路堵', title: '堵' }),
    member({ places: ['北干山'], text: '北干山下来就堵,都在育才路', title: '堵' }),
  ]);
  expect(event.place).toBe('育才路');
});

test('a name inside another is not a second place', () => {
  const event = describeEvent('e1', [
    member({ places: ['魅力城', '万科魅力城'], title: '万科魅力城漏水', text: '漏水' }),
  ]);
  expect(event.place).toBe('万科魅力城');
});

test('five keywords at most, words of the trade before ordinary ones', () => {
  const { keywords } = describeEvent('e1', [member({}), member({ title: '横五路拥堵' })]);
  expect(keywords.length).toBeLessThanOrEqual(5);
  expect(keywords.slice(0, 2)).toEqual(['拥堵', '右转专用道']);
});

test('the summary is a sentence of a member, with the words that most use, and not the title again', () => {
  const { summary } = describeEvent('e1', [member({}), member({ title: '横五路拥堵' })]);
  expect(summary).toBe('萧山医院门口的育才路天天拥堵，右转专用道排到横五路。');
});

test('a private member is counted and located but never quoted', () => {
  const secret = member({
    visibility: 'private',
    title: '楼上邻居半夜弹古筝',
    text: '楼上邻居半夜弹古筝，我家老人心脏病受不了。',
    tokens: ['古筝', '老人', '心脏病'],
    places: ['育才路'],
  });
  const mixed = describeEvent('e1', [secret, member({})]);
  expect(JSON.stringify(mixed)).not.toMatch(/古筝|心脏病/);
  expect(mixed.documentCount).toBe(2);
  const alone = describeEvent('e2', [secret]);
  expect(JSON.stringify(alone)).not.toMatch(/古筝|心脏病/);
  expect(alone).toMatchObject({ title: '育才路 不公开诉求', keywords: [], summary: '', place: '育才路' });
});

test.each([
  ['no place and several communities', ['330109004001', '330109005001'], 'topic'],
  ['no place and nobody located', ['', ''], 'topic'],
  ['no place but one community', ['330109004001', '330109004001'], 'event'],
])('%s', (_, wards, kind) => {
  const members = wards.map((wardCode) => member({ wardCode, places: [], title: '公积金怎么提取', text: '' }));
  expect(describeEvent('e1', members).kind).toBe(kind);
});

const topicOf = (...codes: string[]): string =>
  describeEvent(
    'e1',
    codes.map((topicCode) => member({ topicCode })),
  ).topicCode;

test('the topic is that of most members; praise and 其他 only when there is no other', () => {
  expect(topicOf('0801', '0801', '0703')).toBe('0801');
  expect(topicOf('9900', '9900', '0703')).toBe('0703');
  expect(topicOf('9800', '9800')).toBe('9800');
});

test('an untitled chat message lends its opening as the title', () => {
  const event = describeEvent('e1', [
    member({ title: '', text: '消防栓被撞坏了，喷出大量的水', tokens: ['消防栓', '喷出'], places: [] }),
  ]);
  expect(event.title).toBe('消防栓被撞坏了，喷出大量的水');
});

test('an event without members is a fault', () => {
  expect(() => describeEvent('e1', [])).toThrow(/no members/);
});

test('a sentence out of a list is told without its number, a date keeps its own', () => {
  const text = '1、育才路天天拥堵没有人来管理。2、横五路也堵。';
  expect(describeEvent('e1', [member({ text })]).summary).toBe('育才路天天拥堵没有人来管理。');
  const dated = '12.5号起育才路天天拥堵没有人来管理。';
  expect(describeEvent('e1', [member({ text: dated })]).summary).toBe(dated);
});

test('directions and codes of areas are no keywords', () => {
  const tokens = ['A3', '育才路', '以南', '拥堵', '有无'];
  expect(describeEvent('e1', [member({ tokens })]).keywords.toSorted()).toEqual(['拥堵', '育才路'].toSorted());
});
