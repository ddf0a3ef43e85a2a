import { expect, it } from 'vitest';
import type { DocumentHead } from '#warehouse/analytics/pages/get-document-head.ts';
import type { DocumentState } from '#warehouse/analytics/pages/list-document-states.ts';
import { tellLife } from './tell-life.ts';

const day = (n: number): string => `2020-12-${String(n).padStart(2, '0')}T01:00:00.000Z`;
const head = (changes: Partial<DocumentHead> = {}): DocumentHead => ({
  kind: 'ticket',
  published_at: day(1),
  replied_at: null,
  closed_at: null,
  steps: [],
  closed_level: '',
  ...changes,
});
const state = (n: number, changes: Partial<DocumentState> = {}): DocumentState => ({
  seq: n * 1000,
  received_at: day(n),
  version: n,
  is_deleted: 0,
  visibility: 'public',
  status: 'open',
  ward_code: 'w1',
  likes: 0,
  comments: 0,
  text_hash: '1',
  reply_hash: '0',
  ...changes,
});
const brief = (entries: ReturnType<typeof tellLife>) => entries.map(({ at, kind }) => `${at.slice(8, 10)} ${kind}`);

it('tells publication, edit, status and recall in order, each once', () => {
  const states = [
    state(1),
    state(2, { text_hash: '2' }),
    state(3, { text_hash: '2', status: 'accepted' }),
    state(4, { text_hash: '2', status: 'accepted', is_deleted: 1 }),
  ];
  expect(brief(tellLife(head(), states))).toEqual(['01 published', '02 edited', '03 status', '04 deleted']);
});

it('tells likes that grow from pull to pull in one line, unless something lies between', () => {
  const states = [
    state(1),
    state(2, { likes: 3 }),
    state(3, { likes: 9, comments: 1 }),
    state(4, { likes: 9, comments: 1, text_hash: '2' }),
    state(5, { likes: 12, comments: 1, text_hash: '2' }),
  ];
  const told = tellLife(head(), states);
  expect(brief(told)).toEqual(['01 published', '03 counts', '04 edited', '05 counts']);
  expect(told[1]).toMatchObject({ likes: [0, 9], comments: [0, 1] });
  expect(told[3]).toMatchObject({ likes: [9, 12] });
});

it('lists the steps of the platform with the level that closed it, and does not tell the same status twice', () => {
  const steps = [
    { at: day(1), kind: 'received', level: 'city' },
    { at: day(2), kind: 'dispatched', level: 'district' },
    { at: day(4), kind: 'closed', level: '' },
  ] as const;
  const states = [state(1), state(2, { status: 'accepted' }), state(4, { status: 'resolved' })];
  const told = tellLife(head({ steps: [...steps], closed_at: day(4), closed_level: 'community' }), states);
  expect(brief(told)).toEqual(['01 published', '01 received', '02 dispatched', '04 closed']);
  expect(told.at(-1)).toMatchObject({ level: 'community', isTold: true });
});

it('tells a ticket that was opened again after its end, though the platform lists the first end only', () => {
  const steps = [{ at: day(2), kind: 'closed', level: 'street' }] as const;
  const states = [state(1), state(2, { status: 'resolved' }), state(5, { status: 'accepted' })];
  expect(brief(tellLife(head({ steps: [...steps] }), states))).toEqual(['01 published', '02 closed', '05 status']);
});

it('takes the answer and the end from their own fields where the platform lists no steps', () => {
  const told = tellLife(head({ replied_at: day(2), closed_at: day(3), closed_level: 'street' }), [
    state(1),
    state(3, { status: 'resolved', reply_hash: '7' }),
  ]);
  expect(brief(told)).toEqual(['01 published', '02 replied', '03 closed']);
  expect(told.at(-1)).toMatchObject({ level: 'street' });
});

it('takes the row by which a document leaves its month for no deletion', () => {
  const states = [state(1), { ...state(2, { is_deleted: 1 }), seq: 1999 }, state(2)];
  expect(brief(tellLife(head(), states))).toEqual(['01 published']);
});

it('tells a move by a new gazetteer at the time it was seen, an edit at the time the platform tells', () => {
  const version = Date.parse(day(2));
  const states = [
    state(1, { version }),
    state(6, { version, ward_code: 'w2' }),
    state(9, { version: Date.parse(day(8)), ward_code: 'w2', text_hash: '2' }),
  ];
  expect(brief(tellLife(head(), states))).toEqual(['01 published', '06 moved', '08 edited']);
});

it('begins with the document where its deletion came before it, and tells a deletion once', () => {
  const gone = { is_deleted: 1 };
  const states = [state(1, gone), state(3), state(5, gone), state(7, { ...gone, version: 9 })];
  expect(brief(tellLife(head(), states))).toEqual(['01 published', '05 deleted']);
});
