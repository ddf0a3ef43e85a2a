import { takePictures } from '#dashboard/testing/take-pictures.ts';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { startDemoServer } from './demo-server.ts';

/** Names that pictures begin with, by comma; without it all are taken. */
const only = (process.env['MINQING_PICTURES'] ?? '').split(',').filter(Boolean);
const FOLDER = 'screenshots';

/** `npm run screenshots`: every page at two widths, light and dark, on the demo; to be looked at. */
export async function run(): Promise<BenchRow[]> {
  const server = await startDemoServer();
  try {
    const taken = await takePictures({ base: server.url, folder: FOLDER, only });
    return [{ bench: 'pictures', metric: 'taken', value: taken, unit: 'pictures', data: `in ${FOLDER}/` }];
  } finally {
    await server.close();
  }
}
