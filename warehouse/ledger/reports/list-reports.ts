import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';
import {
  HEAD_COLUMNS,
  receiptsOf,
  READABLE,
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
  /** Only what lies unread on the reader's desk. */
  unread?: boolean | undefined;
  limit: number;
  offset: number;
}

/** `found`: the text around the first word looked for; '' where that stands in name or number. */
const row = reportHead.extend({ found: z.string() });
export type FoundReport = z.infer<typeof row>;

/** So many characters before and in all are shown of where a word was found. */
const BEFORE = 20;
const SHOWN = 80;
const AT = `position(lower(($7::text[])[1]) in lower(search_text))`;

/** Reports that the reader may see, the latest period first, wards before departments. */
export function listReports(on: Queryable, reader: ReportReader, filter: ReportsFilter): Promise<FoundReport[]> {
  const { kind = null, state = null, words = [], unread = false, limit, offset } = filter;
  return runStatement(on, {
    name: 'list-reports',
    text: `select ${HEAD_COLUMNS},
             case when coalesce(${AT}, 0) = 0 then '' else substr(search_text, greatest(1, ${AT} - ${BEFORE}), ${SHOWN}) end as found
           from reports where ${READABLE}
             and ($5::text is null or kind = $5) and ($6::text is null or state = $6)
             and search_grams @> (select coalesce(array_agg(gram), '{}') from unnest($7::text[]) as word, unnest(report_grams(word)) as gram)
             and not exists (select 1 from unnest($7::text[]) as word
                             where position(lower(word) in lower(name || ' ' || number || ' ' || search_text)) = 0)
             and (not $8 or exists (select 1 from report_receipts receipt where receipt.report_id = reports.report_id
                                    and receipt.read_at is null and ${receiptsOf()}))
           order by period_key desc, kind, subject_kind desc, subject_code, event_id
           limit $9 offset $10`,
    values: [...readerValues(reader), kind, state, words, unread, limit, offset],
    row,
  });
}
