import type { Filter } from '#api/contract/filter.ts';

/** A query as the router holds it. */
export type Query = Record<string, string | null | undefined | (string | null)[]>;
type Days = NonNullable<Filter['days']>;

/** The windows that the pages offer; the server ranks exactly these. */
export const windows: readonly Days[] = [1, 7, 30, 90];
/** What stands for the whole life of an event: its counts are not cut to the page's window. */
export const longestDays: Days = 90;
/** A week shows a weekday rhythm whole and is what offices meet about. */
export const defaultDays: Days = 7;

const textKeys = ['ward', 'topic', 'source', 'event', 'department', 'q', 'level'] as const;
type TextKey = (typeof textKeys)[number];
const patterns: Partial<Record<TextKey, RegExp>> = {
  ward: /^(\d{6}|\d{9}|\d{12}|none)$/,
  topic: /^(\d{2}|\d{4})$/,
  level: /^(red|orange|yellow|blue)$/,
};

/** What the pages that do not show documents as they are counted narrow by. */
const narrowing: Record<string, readonly TextKey[]> = {
  inbox: ['ward', 'topic', 'department', 'level'],
  search: ['ward', 'topic', 'source', 'department', 'q'],
};
const ofDocuments: readonly TextKey[] = ['ward', 'topic', 'source', 'department'];

/** The part of a filter that a page narrows by: it shows no other as a chip, and its numbers hold no other. */
export function filterOfPage(filter: Filter, page: string): Filter {
  const keys = new Set<string>(['days', ...(narrowing[page] ?? ofDocuments)]);
  return Object.fromEntries(Object.entries(filter).filter(([key]) => keys.has(key))) as Filter;
}

/** The filter that a URL's query states; what is malformed is left out, as a permalink may be old or hand-made. */
export function parseFilter(query: Query): Filter {
  const filter: Filter = {};
  for (const key of textKeys) {
    const value = query[key];
    if (typeof value !== 'string' || value === '' || value.length > 120) continue;
    if (patterns[key]?.test(value) === false) continue;
    Object.assign(filter, { [key]: value });
  }
  const days = windows.find((option) => String(option) === query['days']);
  if (days !== undefined) filter.days = days;
  return filter;
}

/** The query of a filter, without what is default, so that equal views have equal links. */
export function toQuery(filter: Filter): Record<string, string> {
  const query: Record<string, string> = {};
  for (const key of textKeys) if (filter[key]) query[key] = filter[key];
  if (filter.days && filter.days !== defaultDays) query['days'] = String(filter.days);
  return query;
}

const filterKeys = new Set<string>(['days', ...textKeys]);
/** What else an address states, like the list that is shown. */
export const besideFilter = (query: Query): Query =>
  Object.fromEntries(Object.entries(query).filter(([key]) => !filterKeys.has(key)));

/** `filter` with `patch` laid over it; undefined in the patch removes. */
export function patchFilter(filter: Filter, patch: { [K in keyof Filter]?: Filter[K] | undefined }): Filter {
  const merged = { ...filter, ...patch };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as Filter;
}

/** A filter as one URL value, for the drawer of posts that lies over a page with its own filter: `ward:330109,days:7`. */
export function packFilter(filter: Filter): string {
  return Object.entries({ ...toQuery(filter), ...(filter.days ? { days: String(filter.days) } : {}) })
    .map(([key, value]) => `${key}:${encodeURIComponent(value)}`)
    .join(',');
}

/** The reverse of {@link packFilter}; malformed parts are left out. */
export function unpackFilter(packed: string): Filter {
  const query: Query = {};
  for (const pair of packed.split(',')) {
    const at = pair.indexOf(':');
    if (at < 0) continue;
    try {
      query[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
    } catch {
      // A cut-off percent sequence in an old link: that part is "all".
    }
  }
  return parseFilter(query);
}
