import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { districtSchema } from '#warehouse/model/district.ts';
import type { DemoItem } from '../item.ts';
import { dayOf, hourOf, weekdayOf } from './calendar.ts';
import { generateContent } from './generate-content.ts';
import { stories } from './stories.ts';

const district = districtSchema.parse(parse(readFileSync(new URL('../district.yaml', import.meta.url), 'utf8')));
// CPU time, not wall time: other processes on the machine must not fail the test.
const started = process.cpuUsage();
const items = generateContent(district, 1);
const used = process.cpuUsage(started);

const of = (id: string): DemoItem[] => items.filter(({ story }) => story === id);
const background = items.filter(({ story }) => story === undefined);
const count = <K>(list: DemoItem[], keyOf: (item: DemoItem) => K): Map<K, number> =>
  list.reduce((counts, item) => counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1), new Map<K, number>());
const day = ({ at }: DemoItem): string => dayOf(Date.parse(at));
/** The status that an item has in the end. */
const lastStatus = ({ changes }: DemoItem): string => changes.findLast(({ status }) => status)?.status ?? 'open';
const authors = (list: DemoItem[]): number => new Set(list.map(({ author }) => author)).size;
const prefixes = (platform: string): string[] =>
  [
    ...new Set(background.filter((item) => item.platform === platform).map((item) => item.wardCode.slice(0, 9))),
  ].toSorted();
const perWeekday = (platform: string): Map<number, number> =>
  count(
    background.filter((item) => item.platform === platform),
    ({ at }) => weekdayOf(Date.parse(at)),
  );
const isOrdered = <T>(list: T[]): boolean => list.every((value, i) => i === 0 || (list[i - 1] as T) <= value);
const some = (test: (item: DemoItem) => boolean): number => background.filter(test).length;
const week = ({ at }: DemoItem): number => Math.floor(Date.parse(at) / (7 * 86_400_000));

describe('the whole', () => {
  it('is the same for the same seed', () => {
    expect(JSON.stringify(generateContent(district, 1)) === JSON.stringify(items)).toBe(true);
  });

  it('is written in under three seconds', () => {
    expect((used.user + used.system) / 1e6).toBeLessThan(3);
  });

  it('holds at least 20 000 items in order of time, each with an id of its own on its platform', () => {
    expect(items.length).toBeGreaterThanOrEqual(20_000);
    expect(new Set(items.map(({ platform, id }) => `${platform}/${id}`)).size).toBe(items.length);
    expect(items.findIndex(({ at }, i) => at < (items[i - 1]?.at ?? ''))).toBe(-1);
  });

  it('ends with Sunday 2020-12-13 and fills each of the 90 days before', () => {
    const days = count(background, day);
    expect([...days.keys()].toSorted()[0]).toBe('2020-09-15');
    expect([...days.keys()].toSorted().at(-1)).toBe('2020-12-13');
    expect(days.size).toBe(90);
    expect(Math.min(...days.values())).toBeGreaterThan(100);
    expect(Math.max(...days.values())).toBeLessThan(400);
  });

  it('comes from five platforms in believable shares', () => {
    const platforms = count(items, ({ platform }) => platform);
    expect(platforms.get('shequtong')).toBeGreaterThan(11_000);
    expect(platforms.get('zhangshang')).toBeGreaterThan(4000);
    expect(platforms.get('hotline')).toBeGreaterThan(2500);
    expect(platforms.get('boxue')).toBeGreaterThan(160);
    expect(count(background, ({ platform, board }) => `${platform} ${board}`).get('weizhili 关注')).toBe(86);
    expect(count(background, ({ platform, board }) => `${platform} ${board}`).get('weizhili 项目')).toBe(23);
  });

  it('keeps each platform to its own streets', () => {
    expect(prefixes('zhangshang')).toEqual(['990113006']);
    expect(prefixes('weizhili')).toEqual(['990113004']);
    expect(prefixes('boxue')).toEqual(['990113003']);
    expect(prefixes('shequtong')).toHaveLength(10);
    expect(prefixes('hotline')).toHaveLength(14);
  });

  it('is written by some 6 000 people, of whom the keenest tenth writes more than a quarter', () => {
    const residents = items.filter(({ staff }) => !staff);
    expect(authors(residents)).toBeGreaterThan(5500);
    expect(authors(residents)).toBeLessThan(8000);
    const rates = [...count(residents, ({ author }) => author).values()].sort((a, b) => b - a);
    const tenth = rates.slice(0, rates.length / 10).reduce((sum, rate) => sum + rate, 0);
    expect(tenth / residents.length).toBeGreaterThan(0.25);
  });
});

describe('the rhythm', () => {
  it('is quiet at night and busy in the evening', () => {
    const hours = count(background, ({ at }) => hourOf(Date.parse(at)));
    expect(hours.get(20) ?? 0).toBeGreaterThan(10 * (hours.get(3) ?? 0));
  });

  it('has a hotline that rests on Sunday while posts go on', () => {
    const calls = perWeekday('hotline');
    const posts = perWeekday('shequtong');
    expect(calls.get(0) ?? 0).toBeLessThan(0.7 * (calls.get(1) ?? 0));
    expect(posts.get(0) ?? 0).toBeGreaterThan(0.9 * (posts.get(2) ?? 0));
  });

  it('is answered after hours, and never before the question', () => {
    const delays = background.flatMap(({ at, platform, changes }) =>
      platform === 'shequtong'
        ? changes
            .filter(({ reply }) => reply !== undefined)
            .map((change) => (Date.parse(change.at) - Date.parse(at)) / 3_600_000)
        : [],
    );
    const median = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)] ?? 0;
    expect(median).toBeGreaterThan(2);
    expect(median).toBeLessThan(24);
    expect(Math.min(...delays)).toBeGreaterThan(0);
  });
});

describe('the life of items', () => {
  it('changes in order of time, and likes never shrink', () => {
    const offenders = items.filter(
      ({ at, changes }) =>
        !isOrdered([at, ...changes.map((change) => change.at)]) ||
        !isOrdered(changes.flatMap((change) => change.likes ?? [])),
    );
    expect(offenders).toEqual([]);
  });

  it('knows edits, deletions, private messages and rows without a ward', () => {
    expect(some(({ changes }) => changes.some(({ text }) => text !== undefined))).toBeGreaterThan(100);
    expect(some(({ changes }) => changes.some(({ deleted }) => deleted === true))).toBeGreaterThan(80);
    expect(some(({ visibility }) => visibility === 'private')).toBeGreaterThan(500);
    expect(some(({ wardCode }) => wardCode === '')).toBeGreaterThan(100);
  });

  it('only recalls in the chat, as the platform allows no other change', () => {
    const changes = items.filter(({ platform }) => platform === 'zhangshang').flatMap((item) => item.changes);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter(({ deleted }) => deleted !== true)).toEqual([]);
  });

  it('fills every slot', () => {
    const texts = items.flatMap(({ title, text, changes }) => [
      title,
      text,
      ...changes.map(({ reply }) => reply ?? ''),
    ]);
    expect(texts.filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });

  it('holds dirt for the cleaner, and only phone numbers of the invented block', () => {
    const all = items.map(({ text }) => text).join('\n');
    for (const dirt of ['<p>', '&nbsp;', '\u200b', '(guān)', '叭欢麄儗', '，請', '😡', '１３８０'])
      expect(all).toContain(dirt);
    const numbers = all.normalize('NFKC').match(/1[3-9]\d[- ]?\d{4}[- ]?\d{4}/g) ?? [];
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers.filter((number) => !number.replace(/[- ]/g, '').startsWith('1380000'))).toEqual([]);
  });

  it('plants no background burst that could outshine a story: at most 6 reporters of one topic in one estate in a week', () => {
    const posts = background.filter(
      ({ staff, platform, estate }) => !staff && platform !== 'zhangshang' && estate !== '',
    );
    const demands = posts.filter(({ topicHint }) => topicHint < '9000');
    const bursts = count(demands, (item) => `${item.estate} ${item.topicHint} ${week(item)}`);
    expect(Math.max(...bursts.values())).toBeLessThanOrEqual(6);
  });
});

describe('the stories', () => {
  it('are the fifteen of the list, each told', () => {
    expect(stories.map(({ tell }) => tell.id).join(' ')).toBe('A1 A2 A3 A4 A5 B1 B2 B3 C1 C2 D1 D2 E1 E2 E3');
    expect(stories.filter(({ tell }) => tell.title === '' || tell.shows === '')).toEqual([]);
  });

  it('A1: thirty posts over four months about one place, fewer each month', () => {
    const months = count(of('A1'), (item) => day(item).slice(0, 7));
    expect(of('A1')).toHaveLength(30);
    expect([...months.values()]).toEqual([12, 8, 4, 4, 2]);
  });

  it('A2: twelve posts from six communities of one town, solved about two weeks after the first', () => {
    expect(of('A2')).toHaveLength(12);
    expect(new Set(of('A2').map(({ wardCode }) => wardCode)).size).toBe(6);
    expect(new Set(of('A2').map(({ wardCode }) => wardCode.slice(0, 9))).size).toBe(1);
    expect(of('A2').filter(({ title, text }) => !/20路/.test(title + text))).toEqual([]);
    expect(of('A2').map(lastStatus)).toEqual(Array(12).fill('resolved'));
  });

  it('A4: the complaint is private, the praise is not', () => {
    expect(of('A4').map(({ visibility }) => visibility)).toEqual(['private', ...Array(8).fill('public')]);
  });

  it('A5: complaints begin the day after the announcement', () => {
    const [announcement, ...complaints] = of('A5');
    expect(announcement).toMatchObject({ staff: true, board: '社区公告' });
    expect(new Set(complaints.map(day))).toEqual(new Set(['2020-11-27', '2020-11-28', '2020-11-29']));
  });

  it('B1: twelve people on Saturday 2020-12-12 from 08:05 to 20:40, eight of them before noon', () => {
    const burst = of('B1');
    expect(burst).toHaveLength(12);
    expect(authors(burst)).toBe(12);
    expect(new Set(burst.map(day))).toEqual(new Set(['2020-12-12']));
    expect(burst[0]?.at).toBe('2020-12-12T00:05:00.000Z');
    expect(burst.at(-1)?.at).toBe('2020-12-12T12:40:00.000Z');
    expect(burst.filter(({ at }) => hourOf(Date.parse(at)) < 12)).toHaveLength(8);
    const all = burst.map(({ title, text }) => title + text);
    expect(all.filter((text) => /萧山医院|横五路|育才路/.test(text))).toHaveLength(12);
    expect(all.filter((text) => text.includes('横五路')).length).toBeGreaterThanOrEqual(8);
    expect(all.filter((text) => text.includes('育才路')).length).toBeGreaterThanOrEqual(5);
  });

  it('B1: before it the ward writes about 1.2 items a day, and nobody else names its places', () => {
    const ward = of('B1')[0]?.wardCode ?? '';
    const before = items.filter(
      (item) => item.wardCode === ward && day(item) >= '2020-09-15' && day(item) < '2020-12-12',
    );
    expect(before.length / 88).toBeGreaterThan(0.9);
    expect(before.length / 88).toBeLessThan(1.5);
    expect(background.filter(({ text }) => /萧山医院|横五路|育才路/.test(text))).toEqual([]);
  });

  it('B2: 660 registered, 150 active, 86 valid, 86 replied, 75 closed, 11 escalated', () => {
    const matters = of('B2').filter(({ board }) => board === '我要说事');
    const statuses = count(matters, lastStatus);
    expect(stories.find(({ tell }) => tell.id === 'B2')?.tell.figures).toMatchObject({ registered: 660 });
    expect(authors(of('B2'))).toBe(150);
    expect(matters).toHaveLength(86);
    expect(matters.filter(({ changes }) => changes.some(({ reply }) => reply))).toHaveLength(86);
    expect(Object.fromEntries(statuses)).toEqual({ resolved: 75, escalated: 11 });
    expect(of('B2').filter((item) => day(item) > '2020-11-30')).toEqual([]);
    expect(items.filter((item) => item.platform === 'boxue' && day(item) <= '2020-11-30')).toHaveLength(
      of('B2').length,
    );
  });

  it('B3: one ticket of the Saturday, still without an answer', () => {
    expect(of('B3').map((item) => [day(item), item.changes.length])).toEqual([['2020-12-12', 0]]);
  });

  it('C2: seven posts without an answer, and one private warning', () => {
    expect(of('C2').filter(({ visibility }) => visibility === 'private')).toHaveLength(1);
    expect(of('C2').flatMap(({ changes }) => changes)).toEqual([]);
  });

  it('D1: the way is free 78 minutes after the call', () => {
    const call = of('D1')[0];
    const free = call?.changes.find(({ status }) => status === 'resolved')?.at ?? '';
    expect((Date.parse(free) - Date.parse(call?.at ?? '')) / 60_000).toBe(78);
  });

  it('D2: equal windows before and after the loop, 21 posts against 5', () => {
    const posts = of('D2').filter(({ staff }) => !staff);
    const before = posts.filter((item) => day(item) >= '2020-09-18' && day(item) < '2020-10-31');
    const after = posts.filter((item) => day(item) >= '2020-10-31' && day(item) < '2020-12-13');
    expect([before.length, after.length]).toEqual([21, 5]);
  });

  it('E1: a chat of Sunday after 21:00, first answered after 42 seconds, over after 90 minutes', () => {
    const [cry, ...rest] = of('E1');
    const seconds = (at: string): number => (Date.parse(at) - Date.parse(cry?.at ?? '')) / 1000;
    expect(cry?.text).toContain('消防栓被撞坏了，喷出大量的水');
    expect(seconds(rest.find(({ staff }) => staff)?.at ?? '')).toBe(42);
    expect(seconds(rest.find(({ text }) => text.includes('恢复供水'))?.at ?? '')).toBe(5400);
  });

  it('E2: five tickets of one estate within six months, each closed', () => {
    expect(of('E2').map(lastStatus)).toEqual(Array(5).fill('resolved'));
    expect(new Set(of('E2').map(({ estate }) => estate))).toEqual(new Set(['工人新村']));
  });

  it('E3: an emergency of Saturday 07:12 that nobody answers, so that its 24 hours end on Sunday morning', () => {
    const posts = of('E3');
    expect(posts[0]?.at).toBe('2020-12-11T23:12:00.000Z');
    expect(posts.flatMap(({ changes }) => changes)).toEqual([]);
    // Far fewer people than the twelve of B1, so that it does not outshine them.
    expect(authors(posts)).toBe(3);
  });
});
