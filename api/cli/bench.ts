import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { Failure } from './failure.ts';

/** Benches of the jobs, and those that put the whole product together. */
const folders = [new URL('../../jobs/bench/', import.meta.url), new URL('./bench/', import.meta.url)];

interface Bench {
  run(options: object): Promise<BenchRow[]>;
}

/** `minqing bench NAME…`: runs benchmarks; a name stands for every file that begins with it. */
export async function bench(
  names: string[],
  options: { json?: boolean | undefined; kills?: boolean | undefined },
): Promise<void> {
  const listed = await Promise.all(
    folders.map(async (folder) => (await readdir(fileURLToPath(folder))).map((file) => ({ folder, file }))),
  );
  const files = listed.flat().filter(({ file }) => file.endsWith('.ts') && !file.includes('.test.'));
  for (const name of names) {
    const chosen = files.filter(({ file }) => file === `${name}.ts` || file.startsWith(`${name}-`));
    if (chosen.length === 0)
      throw new Failure(`没有名为 ${name} 的基准；可用：${files.map(({ file }) => file.slice(0, -3)).join('、')}`, 2);
    for (const { folder, file } of chosen) {
      const module = (await import(new URL(file, folder).href)) as Bench;
      const rows = await module.run(options);
      if (options.json) for (const row of rows) console.log(JSON.stringify(row));
      else console.table(rows);
    }
  }
}
