import { describe, expect, it } from 'vitest';
import { parseTime, writeTime } from './parse-time.ts';

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
