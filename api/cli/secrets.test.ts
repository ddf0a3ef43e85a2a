import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['a key that is too short', { MINQING_REPORTER_KEY: 'c2hvcnQ=' }, /MINQING_REPORTER_KEY 应为 base64，至少 32 字节/],
  ['a seal key of another length', { MINQING_SEAL_KEY: 'c2hvcnQ=' }, /MINQING_SEAL_KEY 应为 base64，正好 32 字节/],
  ['later keys without the first', { MINQING_REPORTER_LATER_KEYS: 'k2:x' }, /还要同时设 MINQING_REPORTER_KEY/],
  [
    'a later key without a name',
    {
      MINQING_REPORTER_KEY: randomBytes(32).toString('base64'),
      MINQING_REPORTER_LATER_KEYS: randomBytes(32).toString('base64'),
    },
    /应为 名称:base64|至少 32 字节/,
  ],
])('%s is refused, and told what to set', async (_what, vault, words) => {
  await expect(loadSecrets(folder, vault)).rejects.toThrow(words);
});

it('keys are made once, and two starts at the same time have the same', async () => {
  const data = mkdtempSync(join(folder, 'fresh-'));
  const [first, second] = await Promise.all([loadSecrets(data, {}), loadSecrets(data, {})]);
  expect(second).toEqual(first);
  expect(await loadSecrets(data, {})).toEqual(first);
  expect(readdirSync(data)).toEqual(['secrets.json']);
});

it('a damaged file is told with what to do, and stays as it is', async () => {
  const data = mkdtempSync(join(folder, 'torn-'));
  writeFileSync(join(data, 'secrets.json'), '{"reporterKeyId":"k1","rep');
  await expect(loadSecrets(data, {})).rejects.toThrow(/secrets\.json 已损坏：请用另存的一份恢复/);
  expect(readdirSync(data)).toEqual(['secrets.json']);
});
