import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { exampleDistrict, loadDistrict } from './load-district.ts';

const small = fileURLToPath(new URL('../testing/district.yaml', import.meta.url));
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'minqing-district-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The small district with one change, as a file of its own. */
async function changed(from: string, to: string): Promise<string> {
  const text = await readFile(small, 'utf8');
  expect(text).toContain(from);
  const file = join(folder, 'district.yaml');
  await writeFile(file, text.replace(from, to));
  return file;
}

const complaint = async (from: string, to: string): Promise<string> => {
  const error = await loadDistrict(await changed(from, to)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Failure);
  return (error as Failure).message;
};

test('the example district is good', async () => {
  expect((await loadDistrict(exampleDistrict)).streets.length).toBeGreaterThanOrEqual(12);
});

test('what is left out has its default', async () => {
  const district = await loadDistrict(small);
  expect(district.timeZone).toBe('Asia/Shanghai');
  expect(district.alerting).toMatchObject({ enterHeat: 60, exitHeat: 45, minReporters: 3, groupWaitMinutes: 10 });
});

describe('a mistake is told with the file and the field', () => {
  test('a file that is not there', async () => {
    await expect(loadDistrict(join(folder, 'gone.yaml'))).rejects.toThrow('gone.yaml');
  });

  test.each([
    {
      name: 'a community code too short',
      from: "'990113001002'",
      to: "'9901130010'",
      says: 'streets.0.communities.1.code',
    },
    { name: 'a department without a line', from: ', line: 公安交管', to: '', says: 'departments.0.line' },
    { name: 'a route to nobody', from: 'lead: jiaojing }', to: 'lead: nobody }', says: 'nobody' },
    { name: 'a last route that takes only some', from: "topic: '', lead", to: "topic: '01', lead", says: '兜底' },
    { name: 'a source id with a space', from: 'id: shequtong', to: 'id: she qu', says: 'sources.0.id' },
  ])('$name', async ({ from, to, says }) => {
    expect(await complaint(from, to)).toContain(says);
  });
});

test('a manifest of the district’s own is looked for beside the district file, a shipped one by its name', async () => {
  const own = await loadDistrict(await changed('manifest: shequtong', 'manifest: ./own/mine.yaml'));
  expect(own.sources[0]!.manifest).toBe(join(folder, 'own', 'mine.yaml'));
  expect((await loadDistrict(small)).sources[0]!.manifest).toBe('shequtong');
});
