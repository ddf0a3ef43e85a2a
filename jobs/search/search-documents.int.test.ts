import { expect, test } from 'vitest';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { listFoundDocuments } from '#warehouse/analytics/search/list-found-documents.ts';
import { type Scope, systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { toDocumentRow } from '../intake/document-rows.ts';
import { aDocument } from '../testing/a-document.ts';
import { readQuery } from './read-query.ts';
import { searchDocuments } from './search-documents.ts';
import { shippedSynonyms } from './synonyms-setting.ts';

const stores = await freshStores();
const at = '2020-12-31T00:00:00.000Z';
const segmenter = createSegmenter();
const synonyms = shippedSynonyms();
let seq = 0;

async function store(externalId: string, title: string, text = '', replaced: object = {}): Promise<void> {
  const tokens = [...segmenter.contentWords(title), ...segmenter.contentWords(text)];
  const document = aDocument({ externalId, title, text, tokens, wardCode: '990113001001', ...replaced });
  await insertRows(stores.analytics, {
    name: 'test',
    table: 'documents',
    rows: [toDocumentRow(document, (seq += 1), at)],
  });
}
await store('noise', '夜间噪音', '楼下夜宵店太吵，扰民');
await store('noise-2', '小区噪声大', '', { wardCode: '990113002001' });
await store('compound', '装修噪音扰民');
await store('private', '噪音', '', { visibility: 'private' });
await store('mixer', '搅拌站灰尘大');
await store('moved', '电梯坏了');
await store('moved', '停车难');
await store('hidden', '水泵房漏水');
await store('hidden', '水泵房漏水', '', { visibility: 'private' });
for (let i = 0; i < 25; i++) await store(`lift-${i}`, `${i}号楼电梯`, '搅拌站也吵');

const search = async (text: string, scope: Scope = systemScope): Promise<string[]> => {
  const filter = { scope, from: '1990-01-01T00:00:00.000Z', to: at };
  const asked = readQuery(text, segmenter, synonyms);
  const { hits } = await searchDocuments(stores.reader, filter, { asked, synonyms, at });
  const keys = hits.slice(0, 200);
  const words = hits.flatMap((hit) => hit.found);
  const rows = await listFoundDocuments(stores.reader, filter, { keys, words });
  return keys.map((hit) => hit.external_id).filter((id) => rows.some((row) => row.external_id === id));
};

test('finds what was typed before what means the same, and nothing private', async () => {
  expect(await search('噪音')).toEqual(['compound', 'noise', 'noise-2']);
});

test('takes a compound apart that other documents say in two words', async () => {
  expect(await search('噪音扰民')).toEqual(['compound', 'noise']);
});

test('finds what was probably meant, by sound and by one character', async () => {
  expect(await search('燥音')).toContain('noise');
  expect(await search('搅拌占')).toContain('mixer');
  expect(await search('搅扮站')).toContain('mixer');
});

test('a document counts as it stands now: not by words that it lost, and not once it is private', async () => {
  expect(await search('电梯')).not.toContain('moved');
  expect(await search('停车')).toEqual(['moved']);
  expect(await search('漏水')).toEqual([]);
});

test('without a document for all words those for some are found', async () => {
  expect(await search('噪声 搅拌站')).toContain('mixer');
  expect(await search('噪声 甲骨文')).toContain('noise-2');
});

test('a ward sees its own', async () => {
  expect(await search('噪音', { wards: ['990113002'], lines: null })).toEqual(['noise-2']);
  expect(await search('噪音', { wards: [''], lines: ['水务'], topics: [] })).toEqual([]);
});
