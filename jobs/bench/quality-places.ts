import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { BenchRow } from './bench-row.ts';
import { withFloors } from './with-floors.ts';
import { parseReadTitles, scorePlaces } from './score-places.ts';

/** Titles of our own; MINQING_BENCH_PLACES names a file of further hand-read titles in the same form, outside the project. */
const own = fileURLToPath(new URL('../../ingest/anchors/fixtures/titles.tsv', import.meta.url));

/** Precision and recall of place names in titles, without any gazetteer; a wrong boundary is wrong twice. */
export async function run(): Promise<BenchRow[]> {
  const segmenter = createSegmenter();
  const find = (title: string): string[] =>
    extractAnchors({ title, text: '' }, segmenter)
      .filter((anchor) => anchor.kind !== 'code')
      .map((anchor) => anchor.surface);
  const further = process.env['MINQING_BENCH_PLACES'];
  const files = [['own', own], ...(further ? [['hand_read', further]] : [])] as [string, string][];
  const rows = files.flatMap(([name, path]) => {
    const titles = parseReadTitles(readFileSync(path, 'utf8'));
    const { precision, recall, wanted } = scorePlaces(titles, find);
    const about = { bench: 'quality', unit: 'share', data: `${titles.length} titles, ${wanted} names` };
    return [
      { ...about, metric: `places_${name}_precision`, value: precision },
      { ...about, metric: `places_${name}_recall`, value: recall },
    ];
  });
  return withFloors(rows);
}
