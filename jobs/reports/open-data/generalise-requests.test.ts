import { array, assert, constantFrom, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenRequest } from '#warehouse/analytics/reports/list-open-requests.ts';
import { generaliseRequests } from './generalise-requests.ts';

const request = (ward: string, topic: string, person: string, id = `${ward}${topic}${person}`): OpenRequest => ({
  id,
  person,
  day: '2020-11-01',
  closed_day: null,
  status: 'open',
  ward,
  topic,
});

test('what too few raised in a community is told with its street, and apart from what is told there', () => {
  const many = Array.from({ length: 5 }, (_, at) => request('990113001001', '0801', `p${at}`));
  const few = Array.from({ length: 4 }, (_, at) => request('990113001002', '0801', `q${at}`));
  const told = generaliseRequests([...many, ...few, request('990113001', '0801', 'q9')]);
  expect(told.filter(({ ward }) => ward === '990113001001')).toHaveLength(5);
  expect(told.filter(({ ward }) => ward === '990113001')).toHaveLength(5);
});

test('one person who writes often is one person, and what is rare in the whole district is left out', () => {
  const often = Array.from({ length: 9 }, (_, at) => request('990113001001', '0801', 'p', String(at)));
  expect(generaliseRequests(often)).toEqual([]);
});

test('no group of the feed has fewer than k persons', () => {
  const wards = constantFrom('990113001001', '990113001002', '990113002001', '990113001', '');
  const topics = constantFrom('0801', '1801');
  const persons = constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  assert(
    property(array(record({ ward: wards, topic: topics, person: persons }), { maxLength: 60 }), (rows) => {
      const told = generaliseRequests(
        rows.map(({ ward, topic, person }, at) => request(ward, topic, person, String(at))),
      );
      const groups = new Map<string, Set<string>>();
      for (const { ward, topic, person } of told) {
        const key = `${ward}|${topic}`;
        groups.set(key, (groups.get(key) ?? new Set()).add(person));
      }
      return [...groups.values()].every((group) => group.size >= 5);
    }),
  );
});
