import { writeCsv } from '../../sheets/write-csv.ts';
import type { Cell } from '../../sheets/table.ts';
import { blocksOf, figuresOf } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';

/** The report as one long csv: every number of the text and every cell of its tables, one a line, with the counting's id. */
export function writeReportCsv(model: ReportModel): string {
  const rows: Cell[][] = [];
  for (const { key, metric, value, numerator, denominator } of figuresOf(model).values())
    rows.push([model.snapshotId, '正文', key, metric, value, numerator ?? null, denominator ?? null]);
  for (const block of blocksOf(model)) {
    if (block.kind !== 'table' || block.id === 'definitions') continue;
    const names = block.columns.findIndex(({ kind }) => kind === 'text');
    for (const { cells } of block.rows)
      for (const [at, { header, kind }] of block.columns.entries())
        if (kind !== 'text')
          rows.push([model.snapshotId, block.caption, String(cells[names] ?? ''), header, cells[at]!, null, null]);
  }
  const columns = ['统计编号', '位置', '行', '指标', '数值', '分子', '分母'].map((header) => ({
    header,
    kind: 'text' as const,
  }));
  return writeCsv({ columns, rows });
}
