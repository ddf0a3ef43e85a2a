import { describe, expect, test } from 'vitest';
import { pageParams } from '#warehouse/analytics/pages/page-filter.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import { filterSchema, viewpointOf } from './viewpoint.ts';

const district = { code: '990113' };
const now = (): Date => new Date('2020-12-12T13:00:00.000Z');
const everything: Scope = { wards: [''], lines: null };
const street: Scope = { wards: ['990113001'], lines: null };
const view = (scope: Scope, query: Record<string, string> = {}) =>
  viewpointOf({ district, now }, scope, filterSchema.parse(query));
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
