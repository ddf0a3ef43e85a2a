import { describe, expect, test } from 'vitest';
import { pageParams } from '#warehouse/analytics/pages/page-filter.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import { filterSchema, viewpointOf } from './viewpoint.ts';

const district = { code: '990113' };
const unit = (line: string, wardCode = '') => ({ line, wardCode });
const route = (topic: string, lead: string, more: { ward?: string; assist?: string[] } = {}) =>
  ({ topic, ward: '', nature: '', lead, assist: [], ...more }) as const;
const policy = {
  departments: new Map([
    ['police', unit('公安')],
    ['water', unit('水务')],
    ['street', unit('街镇', '990113001')],
    ['centre', unit('综合')],
  ]),
  routing: [
    route('0801', 'street', { ward: '990113001' }),
    route('08', 'police', { assist: ['street'] }),
    route('0706', 'water'),
    route('', 'centre'),
  ],
} as never;
const now = (): Date => new Date('2020-12-12T13:00:00.000Z');
const everything: Scope = { wards: [''], lines: null };
const street: Scope = { wards: ['990113001'], lines: null };
const view = (scope: Scope, query: Record<string, string> = {}) =>
  viewpointOf({ district, policy, now }, scope, filterSchema.parse(query));
/** Ward prefixes that the queries of the page are bound to. */
const bound = (scope: Scope, query: Record<string, string> = {}): unknown =>
  pageParams(view(scope, query).filter)['wards'];

test('a page compares its window with the one before, and with that of 52 weeks ago: the same days of the week', () => {
  const { filter, previous, lastYear } = view(everything, { days: '7' });
  expect([filter.from, filter.to]).toEqual(['2020-12-05T13:00:00.000Z', '2020-12-12T13:00:00.000Z']);
  expect([previous.from, previous.to]).toEqual(['2020-11-28T13:00:00.000Z', '2020-12-05T13:00:00.000Z']);
  expect([lastYear.from, lastYear.to]).toEqual(['2019-12-07T13:00:00.000Z', '2019-12-14T13:00:00.000Z']);
  expect(new Date(lastYear.to).getUTCDay()).toBe(new Date(filter.to).getUTCDay());
});

describe('the ward of a page', () => {
  test('is the asker’s own where none is asked for: the district, or their street', () => {
    expect(view(everything).wardCode).toBe('990113');
    expect(view(street).wardCode).toBe('990113001');
  });

  test('is the one that is asked for, within the scope', () => {
    expect(view(everything, { ward: '990113002' }).wardCode).toBe('990113002');
    expect(view(street, { ward: '990113001001' }).wardCode).toBe('990113001001');
  });

  test('is the asker’s own part where a wider one is asked for, as by a link from the district', () => {
    expect(view(street, { ward: '990113' }).wardCode).toBe('990113001');
  });

  test.each(['990113002', '990113002001', '990199'])('is none when %s lies outside the scope', (ward) => {
    expect(view(street, { ward }).wardCode).toBe('');
  });

  test('is none for an asker without wards', () => {
    expect(view({ wards: [], lines: null }).wardCode).toBe('');
    expect(view({ wards: [], lines: null }, { ward: '990113' }).wardCode).toBe('');
  });
});

describe('the rows of a page', () => {
  test('of the whole district hold the unlocated ones', () => {
    expect(bound(everything)).toEqual(['']);
    expect(bound(everything, { ward: '990113' })).toEqual(['']);
  });

  test('are those of the ward asked for, never more than the scope', () => {
    expect(bound(everything, { ward: '990113002' })).toEqual(['990113002']);
    expect(bound(street, { ward: '990113001001' })).toEqual(['990113001001']);
    expect(bound(street, { ward: '990113' })).toEqual(['990113001']);
  });

  test('are none for a ward outside the scope', () => {
    expect(bound(street, { ward: '990113002' })).toEqual([]);
  });

  test('that are unlocated are seen by nobody below the district', () => {
    expect(bound(everything, { ward: 'none' })).toEqual(['']);
    expect(bound(street, { ward: 'none' })).toEqual([]);
  });
});

const params = (scope: Scope, department: string) => pageParams(view(scope, { department }).filter);

describe('the rows of a unit', () => {
  test('are those of topics that the rules may give it, in its ward', () => {
    expect(params(everything, 'water')).toMatchObject({ wards: [''], topics: ['0706'] });
    expect(params(everything, 'street')['wards']).toEqual(['990113001']);
    const [police, ofStreet] = ['police', 'street'].map((code) => params(everything, code)['topics'] as string[]);
    expect(police).toEqual(ofStreet);
    expect([police!.length > 3, police!.every((topic) => topic.startsWith('08'))]).toEqual([true, true]);
  });

  test('that takes the rest are all that no other rule takes for every ward', () => {
    const topics = params(everything, 'centre')['topics'] as string[];
    expect([topics.includes('0101'), topics.includes('0801'), topics.includes('0706')]).toEqual([true, false, false]);
  });

  test('are never more than the scope, and none of an unknown unit', () => {
    const line: Scope = { wards: ['990113002'], lines: ['水务'], topics: ['0706', '09'] };
    expect(params(line, 'police')['topics']).toEqual([]);
    expect(params(line, 'water')).toMatchObject({ wards: ['990113002'], topics: ['0706'] });
    expect(params(line, 'street')['wards']).toEqual([]);
    expect(params(everything, 'nobody')['topics']).toEqual([]);
  });
});

describe('the windows of a page', () => {
  test('are seven days ending now, and the seven before, without a gap', () => {
    const { filter, previous } = view(everything);
    expect([previous.from, previous.to, filter.from, filter.to]).toEqual([
      '2020-11-28T13:00:00.000Z',
      '2020-12-05T13:00:00.000Z',
      '2020-12-05T13:00:00.000Z',
      '2020-12-12T13:00:00.000Z',
    ]);
  });

  test.each(['2', '0', '-7', '91', 'x'])('a window of %s days is refused', (days) => {
    expect(filterSchema.safeParse({ days }).success).toBe(false);
  });
});

test.each(["990113' or 1=1", '99011', '9901130010', '%'])('a ward %s is refused at the door', (ward) => {
  expect(filterSchema.safeParse({ ward }).success).toBe(false);
});
