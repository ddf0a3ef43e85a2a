import { type Queryable, runStatement } from '../ledger.ts';
import { READABLE, readerValues, type ReportReader, type ReportRow, reportRow, ROW_COLUMNS } from './report-row.ts';

/** One report; undefined when there is none that the reader may see. Inside a transaction the row is locked. */
export async function getReport(on: Queryable, reader: ReportReader, reportId: string): Promise<ReportRow | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-report',
    text: `select ${ROW_COLUMNS} from reports where ${READABLE} and report_id = $5 ${on.kind === 'transaction' ? 'for update' : ''}`,
    values: [...readerValues(reader), reportId],
    row: reportRow,
  });
  return row;
}
