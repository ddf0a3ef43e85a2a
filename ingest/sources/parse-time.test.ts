import { describe, expect, it } from 'vitest';
import { parseTime, whyNoTime, writeTime } from './parse-time.ts';

describe('parseTime', () => {
  it.each([
    { name: 'a local time is that of the zone', value: '2019-02-28T11:25:05', instant: '2019-02-28T03:25:05.000Z' },
    { name: 'slashes, one digit, no seconds', value: '2020/12/2 8:05', instant: '2020-12-02T00:05:00.000Z' },
    { name: 'Chinese units', value: '2020年12月12日 08时30分15秒', instant: '2020-12-12T00:30:15.000Z' },
    { name: 'a day is its midnight', value: '2020-12-12', instant: '2020-12-11T16:00:00.000Z' },
    { name: 'digits without marks', value: '20201212083015', instant: '2020-12-12T00:30:15.000Z' },
    { name: 'an offset wins over the zone', value: '2010-04-14T06:37:38-08:00', instant: '2010-04-14T14:37:38.000Z' },
    {
      name: 'UTC with six digits of fraction',
      value: '2020-12-12T00:30:15.123456Z',
      instant: '2020-12-12T00:30:15.123Z',
    },
    { name: 'epoch seconds', value: 1_607_732_100, instant: '2020-12-12T00:15:00.000Z' },
    { name: 'epoch milliseconds as text', value: '1607732100000', instant: '2020-12-12T00:15:00.000Z' },
    { name: 'an offset in hours', value: '2010-04-14 06:37:38+08', instant: '2010-04-13T22:37:38.000Z' },
    { name: 'the afternoon', value: '2026/2/26 下午3:05', instant: '2026-02-26T07:05:00.000Z' },
    { name: 'noon', value: '2026-02-26 中午12:05', instant: '2026-02-26T04:05:00.000Z' },
    { name: 'midnight by a clock of twelve', value: '2026-02-26 12:05:00 AM', instant: '2026-02-25T16:05:00.000Z' },
    { name: 'twelve in the evening may be two days', value: '2026-02-26 晚上12:05', instant: undefined },
    { name: 'full-width digits', value: '２０２６－０２－２６　８：５４', instant: '2026-02-26T00:54:00.000Z' },
    { name: '30 February is no day', value: '2020-02-30 08:00:00', instant: undefined },
    { name: '25 o’clock is no hour', value: '2020-02-03 25:00:00', instant: undefined },
    { name: 'the year 9999 is a default, not a time', value: '9999-12-31', instant: undefined },
    { name: 'a month in letters', value: '01-Dec-2020 10:00:00', instant: '2020-12-01T02:00:00.000Z' },
    { name: 'Go', value: '2020-12-01 10:00:00 +0800 CST', instant: '2020-12-01T02:00:00.000Z' },
    { name: 'years of the republic', value: '民国109年12月1日 10:00', instant: '2020-12-01T02:00:00.000Z' },
    { name: 'blanks or backslashes in a day', value: '2020\\12\\1 10:00', instant: '2020-12-01T02:00:00.000Z' },
    { name: 'the name of a file', value: '2020-12-01_10-00-00', instant: '2020-12-01T02:00:00.000Z' },
    { name: 'words are no time', value: '昨天', instant: undefined },
    { name: 'nothing is no time', value: null, instant: undefined },
  ])('$name', ({ value, instant }) => {
    expect(parseTime(value, 'Asia/Shanghai')).toBe(instant);
  });

  it('knows other zones, summer time included', () => {
    expect(parseTime('2020-07-01 12:00', 'America/New_York')).toBe('2020-07-01T16:00:00.000Z');
    expect(parseTime('2020-12-01 12:00', 'America/New_York')).toBe('2020-12-01T17:00:00.000Z');
  });

  it('what it writes for a query is read back as the same second, never a later one', () => {
    const instant = '2020-12-12T00:30:15.900Z';
    expect(writeTime(instant, 'Asia/Shanghai', 'local')).toBe('2020-12-12 08:30:15');
    for (const style of ['local', 'iso', 'epochSeconds'] as const) {
      expect(parseTime(writeTime(instant, 'Asia/Shanghai', style), 'Asia/Shanghai')).toBe('2020-12-12T00:30:15.000Z');
    }
  });
});

it.each([
  ['/Date(1606788000000)/'],
  ['/Date(1606788000000+0800)/'],
  ['Tue, 01 Dec 2020 02:00:00 GMT'],
  ['Tue Dec 01 2020 10:00:00 GMT+0800 (中国标准时间)'],
  ['Dec 1, 2020 10:00 AM'],
  ['1 December 2020 10:00'],
  ['2020-12-01 星期二 10:00'],
  ['2020年12月1日（周二）上午10点'],
  ['20201201 10:00:00'],
])('%s is ten in the morning of 1 December 2020 in Shanghai', (text) => {
  expect(parseTime(text, 'Asia/Shanghai')).toBe('2020-12-01T02:00:00.000Z');
});

it.each([['昨天 12:30'], ['3分钟前'], ['12-11 09:30'], ['Foo 1, 2020'], ['31 Feb 2020 10:00'], ['12/01/2020 10:00']])(
  '%s names no instant by itself, and is not guessed',
  (text) => {
    expect(parseTime(text, 'Asia/Shanghai')).toBeUndefined();
  },
);

it.each([
  ['昨天 12:30', '12-15T04:30'],
  ['昨天12:30', '12-15T04:30'],
  ['今天 09:05', '12-16T01:05'],
  ['今早9点', '12-16T01:00'],
  ['昨晚 9:05', '12-15T13:05'],
  ['昨天 晚上9:05', '12-15T13:05'],
  ['前天', '12-13T16:00'],
  ['大前天 08:00', '12-13T00:00'],
  ['3天前', '12-12T16:00'],
  ['两周前', '12-01T16:00'],
  ['3分钟前', '12-16T03:57'],
  ['半小时前', '12-16T03:30'],
  ['约2小时前', '12-16T02:00'],
  ['刚刚', '12-16T04:00'],
  ['星期一 12:30', '12-14T04:30'],
  ['周三 下午3:10', '12-09T07:10'],
  ['12-11 09:30', '12-11T01:30'],
  ['12月11日 9时30分', '12-11T01:30'],
  ['发布于 昨天 12:30', '12-15T04:30'],
])('%s is a time for who knows when it was written', (text, instant) => {
  const place = { zone: 'Asia/Shanghai', at: new Date('2020-12-16T04:00:00.000Z') };
  expect(parseTime(text, place)).toBe(`2020-${instant}:00.000Z`);
  expect(parseTime(text, 'Asia/Shanghai')).toBeUndefined();
});

it('a month and day after the day of writing were last year’s; days are those of the zone', () => {
  const at = new Date('2020-12-31T17:00:00.000Z');
  expect(parseTime('12-30 10:00', { zone: 'Asia/Shanghai', at })).toBe('2020-12-30T02:00:00.000Z');
  expect(parseTime('昨天 10:00', { zone: 'Asia/Shanghai', at })).toBe('2020-12-31T02:00:00.000Z');
  expect(parseTime('昨天 10:00', { zone: 'America/New_York', at })).toBe('2020-12-30T15:00:00.000Z');
});

it.each([
  ['2020-11-30 24:00:00', '2020-11-30T16:00:00.000Z'],
  ['2020年12月1日 上午9时30分', '2020-12-01T01:30:00.000Z'],
  ['2020年12月1日下午3点半', '2020-12-01T07:30:00.000Z'],
  ['2020-12-01 10:00:00 CST', '2020-12-01T02:00:00.000Z'],
  ['2020-12-01 10:00:00 +8', '2020-12-01T02:00:00.000Z'],
  ['2020-12-01 10:00 GMT+8', '2020-12-01T02:00:00.000Z'],
  ['2020-12-01T02:00:00 UTC', '2020-12-01T02:00:00.000Z'],
  ['Tue Dec 01 10:00:00 CST 2020', '2020-12-01T02:00:00.000Z'],
  ['Tue Dec  1 10:00:00 2020', '2020-12-01T02:00:00.000Z'],
  ['01-12月-20 10.00.00.000000 上午', '2020-12-01T02:00:00.000Z'],
  ['二〇二〇年十二月一日', '2020-11-30T16:00:00.000Z'],
  ['二○二○年十二月三十一日', '2020-12-30T16:00:00.000Z'],
  ['[2020-12-01 10:00]', '2020-12-01T02:00:00.000Z'],
  ['31/12/2020 10:00', '2020-12-31T02:00:00.000Z'],
  ['12/31/2020 10:00', '2020-12-31T02:00:00.000Z'],
  ['01.12.2020 10:00', '2020-12-01T02:00:00.000Z'],
  ['44166.4166666667', '2020-12-01T02:00:00.000Z'],
  ['1606788000000000', '2020-12-01T02:00:00.000Z'],
  [{ $date: '2020-12-01T02:00:00Z' }, '2020-12-01T02:00:00.000Z'],
  [{ $date: { $numberLong: '1606788000000' } }, '2020-12-01T02:00:00.000Z'],
  [{ _seconds: 1_606_788_000, _nanoseconds: 0 }, '2020-12-01T02:00:00.000Z'],
  [[2020, 12, 1, 10, 0], '2020-12-01T02:00:00.000Z'],
  [{ year: 2020, monthValue: 12, dayOfMonth: 1, hour: 10, minute: 0, second: 0 }, '2020-12-01T02:00:00.000Z'],
  [{ date: 1, hours: 10, seconds: 0, time: 1_606_788_000_000, year: 120 }, '2020-12-01T02:00:00.000Z'],
])('%j is read', (value, instant) => {
  expect(parseTime(value, 'Asia/Shanghai')).toBe(instant);
});

it('CST is Chicago’s outside China, and so not guessed; 24:30 and 13/13/2020 are nothing', () => {
  expect(parseTime('2020-12-01 10:00:00 CST', 'America/Chicago')).toBeUndefined();
  expect(parseTime('2020-12-01 24:30:00', 'Asia/Shanghai')).toBeUndefined();
  expect(parseTime('13/13/2020', { zone: 'Asia/Shanghai', leads: 'day' })).toBeUndefined();
});

it('the place says which leads in 12/01/2020; otherwise the person is told what to write', () => {
  expect(parseTime('12/01/2020', { zone: 'Asia/Shanghai', leads: 'month' })).toBe('2020-11-30T16:00:00.000Z');
  expect(parseTime('12/01/2020', { zone: 'Asia/Shanghai', leads: 'day' })).toBe('2020-01-11T16:00:00.000Z');
  expect(whyNoTime('12/01/2020')).toMatch(/先后无法判断.*2020-12-31/);
  expect(whyNoTime('昨天 12:30')).toMatch(/相对时间/);
});

it.each([
  ['2020年十二月一日', '2020-12-01 00:00'],
  ['二零二零年十二月一日 十时三十分', '2020-12-01 10:30'],
  ['十二月一日', '2020-12-01 00:00'],
  ['2020 年 12 月 1 日', '2020-12-01 00:00'],
  ['2020-12-01 10.30', '2020-12-01 10:30'],
  ['01-Dec-20', '2020-12-01 00:00'],
  ['December 1st, 2020', '2020-12-01 00:00'],
  ['Tue Dec 01 10:30:00 +0800 2020', '2020-12-01 10:30'],
  ['约2020-12-01', '2020-12-01 00:00'],
  ['2020-12-01 10:30 (北京时间)', '2020-12-01 10:30'],
  ['昨晚九点', '2020-12-15 21:00'],
  ['上周五 10:30', '2020-12-11 10:30'],
  ['本周一', '2020-12-14 00:00'],
])('reads %s', (written, local) => {
  const at = new Date('2020-12-16T04:00:00.000Z');
  expect(parseTime(written, { zone: 'Asia/Shanghai', at })).toBe(parseTime(local, 'Asia/Shanghai'));
});

it('takes a day of this week that is still to come for no time', () => {
  const at = new Date('2020-12-16T04:00:00.000Z');
  expect(parseTime('本周五 10:30', { zone: 'Asia/Shanghai', at })).toBeUndefined();
});
