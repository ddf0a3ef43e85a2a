import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileShapeError } from '#ingest/files/file-row.ts';
import { readCells } from '#ingest/files/read-cells.ts';
import { readWardTable, type WardTable } from './read-ward-table.ts';

/** The ward tree in the bytes of a CSV or XLSX; what is wrong with the file as a whole is its one problem. */
export async function readWardFile(bytes: Buffer, districtCode: string): Promise<WardTable> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-wards-'));
  try {
    const path = join(folder, 'table');
    await writeFile(path, bytes, { mode: 0o600 });
    return readWardTable(await readCells(path), districtCode);
  } catch (error) {
    if (error instanceof FileShapeError) return { districtCode: '', streets: [], problems: [error.message] };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
