import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectFormat } from './detect-format.ts';
import { FileShapeError } from './file-row.ts';
import { readCsvRows } from './read-csv.ts';
import { readHead } from './read-text.ts';
import { readXlsxRows } from './read-xlsx.ts';

/** More rows than any district has wards. */
const MAX_ROWS = 20_000;

/**
 * The cells of a small table, CSV or XLSX, as they stand, header and all; rows that cannot be read are left out.
 * @throws FileShapeError when it is no table, or longer than 20 000 rows.
 */
async function readCells(path: string): Promise<(readonly unknown[])[]> {
  const format = detectFormat(await readHead(path));
  if (format !== 'xlsx' && format !== 'csv') throw new FileShapeError('请上传 CSV 或 XLSX 表格');
  const cells: (readonly unknown[])[] = [];
  for await (const row of format === 'xlsx' ? readXlsxRows(path) : readCsvRows(path)) {
    if ('cells' in row) cells.push(row.cells);
    if (cells.length > MAX_ROWS) throw new FileShapeError(`表格太长：最多 ${MAX_ROWS} 行`);
  }
  return cells;
}

/** The same for a table in memory, as a browser sends it. */
export async function readCellsOf(bytes: Buffer): Promise<(readonly unknown[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-table-'));
  try {
    const path = join(folder, 'table');
    await writeFile(path, bytes, { mode: 0o600 });
    return await readCells(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
