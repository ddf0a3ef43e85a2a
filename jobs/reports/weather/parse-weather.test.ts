import { expect, test } from 'vitest';
import { parseWeather } from './parse-weather.ts';

test('a table of weather is read by the names of its columns, in the ways in which stations write days and rain', () => {
  const rows = [
    ['日期', '降水量（mm）', '最高气温'],
    ['2020-11-09', '62.5', '18'],
    ['2020/11/1', '微量', '缺测'],
    ['20201130', '0', '-2.5℃'],
    ['2020-02-30', '1', '3'],
    ['2020-11-12', '缺测', '3'],
    ['2020-11-13', '-4', '3'],
    ['2020-11-14', '很多', '3'],
  ];
  expect(parseWeather(rows)).toEqual({
    days: [
      { day: '2020-11-09', rain_mm: 62.5, temperature: 18 },
      { day: '2020-11-01', rain_mm: 0, temperature: null },
      { day: '2020-11-30', rain_mm: 0, temperature: -2.5 },
    ],
    wrong: [5, 6, 7, 8],
  });
});

test('a table without a day or rain is refused', () => {
  expect(() => parseWeather([['日期', '风力']])).toThrow('降雨量');
});
