import { FileShapeError } from '#ingest/files/file-row.ts';
import { readCellsOf } from '#ingest/files/read-cells.ts';
import { readWardTable, type WardTable } from './read-ward-table.ts';

/** The ward tree in the bytes of a CSV or XLSX; what is wrong with the file as a whole is its one problem. */
export async function readWardFile(bytes: Buffer, districtCode: string): Promise<WardTable> {
  try {
    return readWardTable(await readCellsOf(bytes), districtCode);
  } catch (error) {
    if (error instanceof FileShapeError)
      return { districtCode: '', districtName: '', streets: [], problems: [error.message] };
    throw error;
  }
}
