import { expect, test } from 'vitest';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Document } from '#warehouse/model/document.ts';
import { unpack } from './cleaned-batch.ts';
import { createCleaningPool } from './cleaning-pool.ts';

const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [{ code: '990113001', name: '淞南镇', communities: [{ code: '990113001001', name: '淞南一村居委' }] }],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});

test('a changed lexicon holds from the next task on, and the documents tell which they were cut with', async () => {
  let words: readonly ExtraWord[] = [];
  const reporterSecret = { keyId: 'k1', key: Buffer.alloc(32, 7) };
  const pool = createCleaningPool({ district, reporterSecret }, 1, { words: () => words });
  const now = '2020-12-16T04:00:00.000Z';
  const value = {
    externalId: 'p',
    kind: 'post',
    visibility: 'public',
    publishedAt: now,
    title: '梧桐里弄积水',
    text: '没人管',
  };
  const clean = async (): Promise<Document> => {
    const task = { sourceId: 'posts', sourceWard: '', history: false, now, rows: [{ position: '0', value }] };
    const [document] = await unpack<Document[]>((await pool.clean(task)).documents);
    return document!;
  };
  try {
    const before = await clean();
    words = [{ word: '梧桐里弄', tag: 'ns' }];
    const after = await clean();
    expect(before.tokens).not.toContain('梧桐里弄');
    expect(after.tokens).toContain('梧桐里弄');
    expect(after.lexiconVersion).not.toBe(before.lexiconVersion);
  } finally {
    await pool.close();
  }
});
