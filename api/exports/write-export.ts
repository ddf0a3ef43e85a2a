import { csvCell, writeCsv } from '#jobs/sheets/write-csv.ts';
import { writeXlsx } from '#jobs/sheets/write-xlsx.ts';
import type { ExportTable } from './table-of.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A table as a file: what it shows and its filter stand above it, then the header, then exactly the rows. */
export function writeExport(
  { columns, rows }: ExportTable,
  of: { name: string; title: string; at: string; format: ExportFormat },
): { type: string; bytes: Buffer } {
  if (of.format === 'csv') {
    const csv = writeCsv({ columns, rows });
    // The line above the table stands behind the byte order mark.
    return { type: 'text/csv; charset=utf-8', bytes: Buffer.from(`${csv[0]}${csvCell(of.title)}\r\n${csv.slice(1)}`) };
  }
  const sheet = { name: of.name, title: of.title, columns, rows };
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: writeXlsx({ title: of.title, at: of.at, sheets: [sheet] }),
  };
}
