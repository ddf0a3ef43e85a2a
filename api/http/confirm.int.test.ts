import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { replaceWordProposals } from '#warehouse/ledger/topics/word-proposals.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { EventDetail } from '../contract/events.ts';
import type { ConfirmList, NewWordList } from '../contract/learning.ts';
import type { ReplyList } from '../contract/replies.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

const stores = await freshStores();
const desk = two.deskOf(stores);
const context = await testContext(stores, { district: two.district, policy: desk.policy });
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
afterAll(() => api.close());
const clerk = await cookieOf(stores, { role: 'street_clerk', wards: [two.own.ward] });
const committee = await cookieOf(stores, { role: 'committee', wards: [two.own.ward] });
const stranger = await cookieOf(stores, { role: 'street_clerk', wards: [two.neighbour.ward] });
const admin = await cookieOf(stores, { role: 'district_admin' });

const asked = {
  sourceId: 'hotline',
  wardCode: two.own.ward,
  topicCode: '0801',
  topicGuesses: ['0801', '0802'],
  topicWords: ['堵'],
};
beforeAll(async () => {
  const reply = '您好，您反映的问题已转交相关部门处理。';
  await two.storeEvent(
    stores,
    'event-asked',
    [
      { ...asked, externalId: 'unsure', title: '门口又停又堵' },
      { ...asked, externalId: 'hidden', visibility: 'private', topicWords: ['私信里的词'] },
      { ...asked, externalId: 'sure', topicGuesses: [] },
      { ...asked, externalId: 'put-off', topicGuesses: [], nature: 'consult', reply, title: '投诉夜里施工扰民' },
    ],
    { title: '停车', place: '' },
  );
});

const ask = (cookie: string, path: string, body?: object) =>
  fetch(`${api.url}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const list = async (cookie: string): Promise<ConfirmList> =>
  (await ask(cookie, '/confirm')).json() as Promise<ConfirmList>;
const idsOf = ({ rows }: ConfirmList): string[] => rows.map(({ document }) => document.externalId);

test('an event tells whom the rules would give it to and by which words, of its public posts alone', async () => {
  const { event } = (await (await ask(clerk, '/events/event-asked')).json()) as EventDetail;
  expect(event.suggested).toEqual({ unit: '交警支队', words: ['堵'] });
});

test('asks about public posts of the own ward that nobody was sure of, and keeps one answer', async () => {
  const before = await list(clerk);
  expect(idsOf(before)).toEqual(['unsure']);
  expect(before).toMatchObject({ mayAnswer: true, total: 1 });
  expect(before.rows[0]!.guesses).toEqual([
    { code: '0801', name: '拥堵', unit: '交警支队' },
    { code: '0802', name: '道路停车', unit: '交警支队' },
  ]);
  expect(idsOf(await list(stranger))).toEqual([]);

  const path = '/confirm/hotline/unsure';
  expect((await ask(stranger, path, { topic: '0802' })).status).toBe(404);
  expect((await ask(committee, path, { topic: '0802' })).status).toBe(403);
  expect((await ask(clerk, path, { topic: '7777' })).status).toBe(400);
  expect((await ask(clerk, '/confirm/hotline/hidden', { topic: '0802' })).status).toBe(404);
  const answer = await ask(clerk, path, { topic: '0802' });
  expect(answer.status).toBe(200);
  const { labelNo } = (await answer.json()) as { labelNo: number };
  expect((await ask(admin, path, { topic: '0801' })).status).toBe(409);
  expect(idsOf(await list(clerk))).toEqual([]);

  const undo = `/confirm/answers/${labelNo}/undo`;
  expect((await ask(stranger, undo, {})).status).toBe(404);
  expect((await ask(clerk, undo, {})).status).toBe(200);
  expect((await ask(clerk, undo, {})).status).toBe(409);
  expect(idsOf(await list(clerk))).toEqual(['unsure']);
  const lines = await listAudit(
    stores.ledger,
    { actorId: '', action: 'topic', from: null, to: null, beforeId: null },
    9,
  );
  expect(lines.map(({ action, target }) => [action, target])).toEqual([
    ['topic.undo', 'unsure'],
    ['topic.answer', 'unsure'],
  ]);
});

test('lists replies that put a complaint off, within the own ward, and the file holds the same', async () => {
  const told = (await (await ask(clerk, '/replies')).json()) as ReplyList;
  expect(told.rows.map(({ externalId }) => externalId)).toEqual(['put-off']);
  expect(told.rows[0]!.faults).toEqual(expect.arrayContaining(['brushOff', 'relabelled']));
  expect(((await (await ask(stranger, '/replies')).json()) as ReplyList).rows).toEqual([]);
  const file = await (await ask(clerk, '/exports/replies?format=csv')).text();
  expect(file).toContain('投诉记成咨询');
  expect(await (await ask(stranger, '/exports/replies?format=csv')).text()).not.toContain('夜里施工');
});

/** What a nightly look finds. */
const found = (words: string[]): Promise<void> =>
  replaceWordProposals(
    stores.ledger,
    '2020-12-12T00:00:00.000Z',
    words.map((word) => ({ word, texts: 9, cohesion: 9, freedom: 2 })),
  );

test('a refused word does not come back with the next look, unless the refusal is taken back', async () => {
  const open = async (): Promise<string[]> => {
    const { words } = (await (await ask(admin, '/new-words')).json()) as NewWordList;
    return words.map(({ word }) => word);
  };
  await found(['榔梨', '月亮岛', '相关人']);
  expect(await open()).toHaveLength(3);
  expect((await ask(clerk, '/new-words/refuse', { words: ['相关人'], refused: true })).status).toBe(403);
  expect((await ask(admin, '/new-words/refuse', { words: ['相关人'], refused: true })).status).toBe(200);
  await found(['榔梨', '相关人']);
  expect(await open()).toEqual(['榔梨']);
  await ask(admin, '/new-words/refuse', { words: ['相关人'], refused: false });
  expect((await open()).toSorted()).toEqual(['榔梨', '相关人']);
});
