import { z } from 'zod';
import { SENSITIVE_CATEGORIES } from '#jobs/reports/snapshot/sensitive-topics.ts';
import { categories, topicName } from '#jobs/topics/taxonomy.ts';
import { listOpen311Requests, type Open311Row } from '#warehouse/analytics/pages/list-open311-requests.ts';
import type { ApiContext } from '../context.ts';

/** An entry of the standard: names and plain values, in the order in which they are written. */
export type Open311Record = Readonly<Record<string, string>>;

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const list = z
  .string()
  .max(4_000)
  .transform((text) => text.split(',').filter(Boolean))
  .optional();

/** What GET requests understands; anything else in the query is left unread, as the standard's extensions are. */
export const open311Query = z.object({
  service_request_id: list,
  service_code: list,
  start_date: instant.optional(),
  end_date: instant.optional(),
  status: z.enum(['open', 'closed', 'open,closed', 'closed,open']).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  page_size: z.coerce.number().int().min(1).max(1_000).default(1_000),
  api_key: z.string().max(200).optional(),
});
export type Open311Query = z.output<typeof open311Query>;

const DAY_MS = 86_400_000;
/** The standard's window: a query spans at most 90 days, and these are the last 90 where it names none. */
const WINDOW_MS = 90 * DAY_MS;

/** The services: every topic that may be reported. */
export function open311Services(): Open311Record[] {
  return categories.flatMap((category) =>
    category.topics.map(({ code, zh, en }) => ({
      service_code: code,
      service_name: zh,
      description: en,
      metadata: 'false',
      type: 'realtime',
      keywords: '',
      group: category.zh,
    })),
  );
}

/**
 * Public requests of a window of 90 days. A stranger sees what came in by Open311 (`source`); who has the key sees all
 * sources. Private ones, and those of sensitive categories, are given to nobody.
 */
export async function open311Requests(
  context: ApiContext,
  query: Open311Query,
  source: string,
): Promise<Open311Record[]> {
  const now = context.now().getTime();
  const end = query.end_date
    ? Date.parse(query.end_date)
    : query.start_date
      ? Date.parse(query.start_date) + WINDOW_MS
      : now;
  const start = Math.max(query.start_date ? Date.parse(query.start_date) : end - WINDOW_MS, end - WINDOW_MS);
  const ids = query.service_request_id ?? [];
  const status = query.status === 'open' || query.status === 'closed' ? query.status : '';
  const rows = await listOpen311Requests(context.reader, {
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    ids,
    // By the standard, ids override everything else that is asked.
    topics: ids.length > 0 ? [] : (query.service_code ?? []),
    source,
    status: ids.length > 0 ? '' : status,
    hidden: [...SENSITIVE_CATEGORIES],
    limit: query.page_size,
    offset: (query.page - 1) * query.page_size,
  });
  return rows.map((row) => recordOf(row, context));
}

function recordOf(row: Open311Row, { names }: ApiContext): Open311Record {
  const isClosed = row.status === 'resolved' || row.status === 'rejected';
  return {
    service_request_id: `${row.source_id}.${row.external_id}`,
    status: isClosed ? 'closed' : 'open',
    status_notes: row.reply,
    service_name: topicName(row.topic_code),
    service_code: row.topic_code,
    description: [row.title, row.text].filter(Boolean).join('\n'),
    agency_responsible: '',
    service_notice: '',
    requested_datetime: secondsOf(row.published_at),
    updated_datetime: secondsOf(row.received_at),
    ...(row.closed_at ? { closed_datetime: secondsOf(row.closed_at) } : {}),
    address: [names.ward(row.ward_code), row.estate].filter(Boolean).join(' '),
  };
}

const secondsOf = (at: string): string => at.replace(/\.\d+Z$/, 'Z');
