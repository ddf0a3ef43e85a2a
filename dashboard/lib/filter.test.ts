import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOfPage, packFilter, parseFilter, patchFilter, toQuery, unpackFilter, windows } from './filter.ts';

const filters = fc.record(
  {
    ward: fc.constantFrom('330199', '330199001', '330199001002', 'none'),
    days: fc.constantFrom(...windows),
    topic: fc.constantFrom('08', '0801'),
    level: fc.constantFrom('red', 'blue'),
    source: fc.stringMatching(/^[a-z-]{1,20}$/),
    event: fc.stringMatching(/^[a-z0-9:,%-]{1,40}$/),
    q: fc.string({ minLength: 1, maxLength: 30 }),
  },
  { requiredKeys: [] },
);

describe('the filter in the URL', () => {
  it('comes back from its own query, but for the default window, which is left out', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const { days, ...rest } = filter;
        expect(parseFilter(toQuery(filter))).toEqual(days && days !== 7 ? filter : rest);
      }),
    );
  });

  it('comes back from the packed form whole, whatever characters its values hold', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(unpackFilter(packFilter(filter))).toEqual(filter);
      }),
    );
  });

  it.each([
    { name: 'a ward of the wrong length', query: { ward: '3301' } },
    { name: 'a window that is not ranked', query: { days: '5' } },
    { name: 'a repeated key', query: { q: ['a', 'b'] } },
    { name: 'an over-long word', query: { q: 'x'.repeat(121) } },
    { name: 'a topic with letters', query: { topic: '08a' } },
    { name: 'a level that is none', query: { level: 'green' } },
  ])('ignores $name', ({ query }) => {
    expect(parseFilter(query)).toEqual({});
  });

  it('survives a packed form that was cut off', () => {
    expect(unpackFilter('ward:330199,q:%E4%BD')).toEqual({ ward: '330199' });
  });

  it('is narrowed to what a page can narrow by', () => {
    const all = {
      ward: '330199',
      days: 30,
      topic: '08',
      source: 'hotline',
      department: 'water',
      q: '漏',
      level: 'red',
    } as const;
    const { q, level, ...ofDocuments } = all;
    expect(filterOfPage(all, 'overview')).toEqual(ofDocuments);
    expect(filterOfPage(all, 'search')).toEqual({ ...ofDocuments, q });
    expect(filterOfPage(all, 'inbox')).toEqual({ ward: '330199', days: 30, topic: '08', department: 'water', level });
  });

  it('forgets what a patch sets to undefined', () => {
    expect(patchFilter({ ward: '330199', topic: '08' }, { ward: undefined })).toEqual({ topic: '08' });
  });
});
