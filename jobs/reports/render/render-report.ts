import { checkedModel } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import { arrange } from './arrange.ts';
import { writeDocx } from './docx/write-docx.ts';
import { writePdf } from './pdf/write-pdf.ts';
import { writeReportCsv } from './write-report-csv.ts';
import { writeReportXlsx } from './write-report-xlsx.ts';

export const reportFormats = ['docx', 'pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Media types for download. */
export const FORMAT_TYPES: Record<ReportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/**
 * The report's files in the asked formats; the same model makes the same bytes. Throws FigureError before it writes a
 * ratio that does not recompute.
 */
export async function renderReport(
  model: ReportModel,
  formats: readonly ReportFormat[],
): Promise<Map<ReportFormat, Buffer>> {
  checkedModel(model);
  const of = { title: model.name, at: model.takenAt };
  const paged = formats.some((format) => format === 'docx' || format === 'pdf') ? arrange(model) : [];
  const files = new Map<ReportFormat, Buffer>();
  for (const format of formats) {
    if (format === 'docx') files.set(format, writeDocx(paged, of));
    if (format === 'pdf') files.set(format, await writePdf(paged, of));
    if (format === 'xlsx') files.set(format, writeReportXlsx(model));
    if (format === 'csv') files.set(format, Buffer.from(writeReportCsv(model)));
  }
  return files;
}
