import { expect, test } from 'vitest';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { listWordProposals, refuseWords } from '#warehouse/ledger/topics/word-proposals.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { seqOf, toDocumentRow } from '../intake/document-rows.ts';
import { aDocument } from '../testing/a-document.ts';
import { proposeWords } from './propose-words.ts';

const { analytics, ledger } = await freshStores();
const NOW = '2020-12-16T18:30:00.000Z';
const before = ['住在', '关于', '来自', '路过', '想问', '昨天'];
const behind = ['停水', '的噪音', '没有路灯', '门口积水', '电梯坏了', '垃圾多'];
const ordinary = ['路灯坏了请修理', '公交车不准时', '小区垃圾没人清运', '门口积水难走', '晚上施工太吵', '电梯总是停运'];
const naming = (name: string): string[] => before.map((word, n) => `${word}${name}${behind[n]!}`);
let words: ExtraWord[] = [];
const look = () => proposeWords({ analytics, ledger, words: () => words, now: () => new Date(NOW) });
const proposed = async (): Promise<string[]> =>
  (await listWordProposals(ledger, 50)).map(({ word }) => word).toSorted();

test('words that nobody knows are proposed each night, but not what was refused or taken in, nor out of private posts', async () => {
  const open = [...naming('榔梨'), ...naming('雷峰大道'), ...Array.from({ length: 1_200 }, (_, n) => ordinary[n % 6]!)];
  const rowOf = (text: string, n: number, visibility: 'public' | 'private') =>
    toDocumentRow(aDocument({ externalId: `${visibility}-${n}`, title: '', text, visibility }), seqOf(1, n), NOW);
  const documents = [
    ...open.map((text, n) => rowOf(text, n, 'public')),
    ...naming('枫木桥').map((text, n) => rowOf(text, n, 'private')),
  ];
  await insertPlan(analytics, { documents, memberships: [], events: [] });

  expect(await look()).toBe(2);
  expect(await proposed()).toEqual(['榔梨', '雷峰大道']);
  // A second run of the same night changes nothing.
  await look();
  expect(await proposed()).toEqual(['榔梨', '雷峰大道']);

  await refuseWords(ledger, ['雷峰大道'], { at: NOW, by: '主任' });
  expect(await look()).toBe(1);
  expect(await proposed()).toEqual(['榔梨']);
  await refuseWords(ledger, ['雷峰大道'], null);
  words = [{ word: '榔梨', tag: 'ns' }];
  await look();
  expect(await proposed()).toEqual(['雷峰大道']);
});
