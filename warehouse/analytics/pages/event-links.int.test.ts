import { expect, test } from 'vitest';
import { systemScope } from '../../model/scope.ts';
import { freshStores } from '../../testing/fresh-stores.ts';
import { insertRows } from '../analytics.ts';
import { listEventAnswers } from './list-event-answers.ts';
import { listWideWords } from './list-wide-words.ts';

const stores = await freshStores();
const to = '2020-12-12T12:00:00.000Z';
const ward = (n: number): string => `990113001${String(n).padStart(3, '0')}`;
const insert = (table: string, rows: object[]) => insertRows(stores.analytics, { name: 'test', table, rows });

interface Post {
  id: string;
  event: string;
  ward: number;
  at: string;
  reply?: string;
  replied?: string;
  closed?: string;
  person?: string;
  text?: number;
  visibility?: string;
}
async function store(posts: readonly Post[]): Promise<void> {
  const common = (post: Post) => ({
    source_id: 's',
    external_id: post.id,
    seq: 1,
    is_deleted: 0,
    published_at: post.at,
    ward_code: ward(post.ward),
    topic_code: '0403',
    visibility: post.visibility ?? 'public',
  });
  await insert(
    'documents',
    posts.map((post) => ({
      ...common(post),
      reply: post.reply ?? '',
      replied_at: post.replied ?? null,
      closed_at: post.closed ?? null,
    })),
  );
  await insert(
    'memberships',
    posts.map((post) => ({
      ...common(post),
      revision: 1,
      event_id: post.event,
      reporter_key: post.person ?? '',
      copy_key: post.text ?? 0,
    })),
  );
}
const event = (id: string, keywords: string[]) => ({
  event_id: id,
  revision: 1,
  is_deleted: 0,
  kind: 'event',
  keywords,
  topic_code: '0403',
  first_at: '2020-12-11T00:00:00.000Z',
  last_at: '2020-12-12T00:00:00.000Z',
});
await store([
  {
    id: 'a',
    event: 'e1',
    ward: 1,
    at: '2020-12-01T00:00:00.000Z',
    reply: '已修复',
    replied: '2020-12-01T06:00:00.000Z',
    closed: '2020-12-03T00:00:00.000Z',
  },
  { id: 'b', event: 'e1', ward: 2, at: '2020-12-05T00:00:00.000Z', reply: '秘密答复', visibility: 'private' },
  { id: 'c', event: 'e2', ward: 1, at: '2020-12-05T00:00:00.000Z' },
]);
await store([1, 2, 3, 4, 5, 6].map((n) => ({ id: `w${n}`, event: `w${n}`, ward: n, at: '2020-12-11T00:00:00.000Z' })));
await insert(
  'events',
  [1, 2, 3, 4, 5, 6].map((n) => event(`w${n}`, ['停水', '小区'])),
);
// Every few days somebody somewhere says 小区: it is no news that six do.
await store(
  [1, 2, 3, 4, 5, 6].flatMap((n) =>
    [14, 17, 20, 23, 26, 29].map((day) => ({
      id: `o${n}-${day}`,
      event: `o${n}`,
      ward: n,
      at: `2020-11-${day}T00:00:00.000Z`,
    })),
  ),
);
await insert(
  'events',
  [1, 2, 3, 4, 5, 6].map((n) => event(`o${n}`, ['小区'])),
);

const filter = { scope: systemScope, from: '1990-01-01T00:00:00.000Z', to };
const asked = { spanDays: 3, spansBefore: 9, leastWards: 5, leastRatio: 3, event: '' };

test('tells how long an answer took, what it was, and that it came back; never a private reply', async () => {
  const rows = await listEventAnswers(stores.reader, filter, ['e1', 'e2']);
  expect(rows.toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1))).toEqual([
    { event_id: 'e1', replies: ['已修复'], reply_hours: 6, close_days: 2, came_back: 1 },
    { event_id: 'e2', replies: [], reply_hours: null, close_days: null, came_back: 0 },
  ]);
});

test('a ward hears of its own answers only', async () => {
  const scope = { wards: [ward(2)], lines: null };
  expect(await listEventAnswers(stores.reader, { ...filter, scope }, ['e1'])).toEqual([
    { event_id: 'e1', replies: [], reply_hours: null, close_days: null, came_back: 0 },
  ]);
});

test('a word over many communities that is not said there every day is one matter', async () => {
  const words = await listWideWords(stores.reader, filter, asked);
  expect(words.map(({ word, wards, documents }) => ({ word, wards, documents }))).toEqual([
    { word: '停水', wards: 6, documents: 6 },
  ]);
  expect(await listWideWords(stores.reader, filter, { ...asked, event: 'o1' })).toEqual([]);
  expect(await listWideWords(stores.reader, filter, { ...asked, event: 'w1' })).toHaveLength(1);
});

test('a matter is counted in the scope of who asks', async () => {
  expect(await listWideWords(stores.reader, { ...filter, scope: { wards: [ward(1)], lines: null } }, asked)).toEqual(
    [],
  );
});

test('neither one account in forty communities nor thirty accounts with one text make a matter, or widen one by more than one', async () => {
  const at = '2020-12-11T06:00:00.000Z';
  const flood = (key: string, who: (n: number) => Partial<Post>, events: string): Post[] =>
    Array.from({ length: 500 }, (_, n) => ({
      id: `${key}${n}`,
      event: `${events}${(n % 2) + 1}`,
      ward: 100 + (n % 40),
      at,
      ...who(n),
    }));
  // In what was no matter: two events of one word each, with somebody who speaks of them.
  await store([1, 2].map((n) => ({ id: `q${n}`, event: `q${n}`, ward: n, at: '2020-12-11T00:00:00.000Z' })));
  await insert(
    'events',
    [1, 2].map((n) => event(`q${n}`, ['断电'])),
  );
  for (const events of ['w', 'q']) {
    await store(flood(`${events}spammer`, () => ({ person: 'spammer' }), events));
    await store(flood(`${events}choir`, (n) => ({ person: `choir${n % 30}`, text: 77 }), events));
  }
  // Both have their first post in the same community.
  const words = await listWideWords(stores.reader, filter, asked);
  expect(words.map(({ word, wards }) => [word, wards])).toEqual([['停水', 7]]);
});
