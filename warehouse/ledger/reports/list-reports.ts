import { type Queryable, runStatement } from '../ledger.ts';
import {
  HEAD_COLUMNS,
  READABLE,
  type ReportHead,
  reportHead,
  type ReportReader,
  type ReportState,
  readerValues,
} from './report-row.ts';

export interface ReportsFilter {
  kind?: string | undefined;
  state?: ReportState | undefined;
  /** Words that a report's name, number or text must hold, all of them. */
  words?: readonly string[] | undefined;
  limit: number;
  offset: number;
}

/** Reports that the reader may see, the latest period first, wards before departments. */
export function listReports(on: Queryable, reader: ReportReader, filter: ReportsFilter): Promise<ReportHead[]> {
  return runStatement(on, {
    name: 'list-reports',
    text: `select ${HEAD_COLUMNS} from reports where ${READABLE}
             and ($4::text is null or kind = $4) and ($5::text is null or state = $5)
             and not exists (select 1 from unnest($6::text[]) as word
                             where position(lower(word) in lower(name || ' ' || number || ' ' || search_text)) = 0)
           order by period_key desc, kind, subject_kind desc, subject_code, event_id
           limit $7 offset $8`,
    values: [
      ...readerValues(reader),
      filter.kind ?? null,
      filter.state ?? null,
      filter.words ?? [],
      filter.limit,
      filter.offset,
    ],
    row: reportHead,
  });
}
