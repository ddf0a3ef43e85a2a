import { expect, it } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import { buildGazetteer, gazetteerNames } from './gazetteer.ts';
import { locate } from './locate.ts';

/** 锦泽花园 went from 淞南一村 to 新梅 on 1 July 2020, when 老桥居委 was closed and 新梅 founded. */
const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [
    {
      code: '990113001',
      name: '淞南镇',
      communities: [
        {
          code: '990113001001',
          name: '淞南一村居委',
          estates: [{ name: '锦泽花园', validTo: '2020-07-01' }, { name: '瑞和苑' }],
        },
        { code: '990113001002', name: '老桥头居委', validTo: '2020-07-01' },
        { code: '990113001003', name: '新梅园居委', validFrom: '2020-07-01', estates: [{ name: '锦泽花园' }] },
      ],
    },
  ],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});
const gazetteer = buildGazetteer(district);
const wardAt = (instant: string, text: string, wardHint = ''): string =>
  locate({ title: '', text, wardHint, estate: '', sourceWard: '' }, gazetteer.at(instant)).wardCode;

it('counts a post to the ward that was valid at its time, by the midnight of the district', () => {
  expect(wardAt('2020-06-30T15:59:59.999Z', '锦泽花园的路灯坏了')).toBe('990113001001');
  expect(wardAt('2020-06-30T16:00:00.000Z', '锦泽花园的路灯坏了')).toBe('990113001003');
  expect(wardAt('2020-08-01T00:00:00.000Z', '瑞和苑的路灯坏了')).toBe('990113001001');
});

it('knows a closed ward before its end and not after, by name and by code', () => {
  expect(wardAt('2020-01-01T00:00:00.000Z', '老桥头居委门口积水')).toBe('990113001002');
  expect(wardAt('2020-08-01T00:00:00.000Z', '老桥头居委门口积水')).toBe('');
  expect(wardAt('2020-01-01T00:00:00.000Z', '积水', '990113001002')).toBe('990113001002');
  // Its street is what is left of a code that is no ward any more.
  expect(wardAt('2020-08-01T00:00:00.000Z', '积水', '990113001002')).toBe('990113001');
});

it('gives the segmenter the names of all times', () => {
  expect(gazetteerNames(gazetteer)).toEqual(expect.arrayContaining(['老桥头居委', '新梅园居委', '锦泽花园']));
});
