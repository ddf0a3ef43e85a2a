import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const headRow = z.object({ period_key: z.string(), published_at: z.string() });

/** The months whose open data are published, the latest first. */
export function listOpenDataMonths(on: Queryable): Promise<z.infer<typeof headRow>[]> {
  return runStatement(on, {
    name: 'list-open-data-months',
    text: `select period_key, published_at from open_data_months order by period_key desc limit 600`,
    values: [],
    row: headRow,
  });
}

/** A month's feed as it was published; undefined before. */
export async function getOpenData(
  on: Queryable,
  periodKey: string,
  feed: 'requests' | 'counts',
): Promise<string | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-open-data',
    text: `select case when $2 = 'requests' then requests else counts end as body from open_data_months where period_key = $1`,
    values: [periodKey, feed],
    row: z.object({ body: z.string() }),
  });
  return row?.body;
}

/** Publishes a month's feeds; those that are published stay as they are. */
export async function insertOpenData(
  on: Queryable,
  of: { periodKey: string; requests: string; counts: string; at: string },
): Promise<void> {
  await runStatement(on, {
    name: 'insert-open-data',
    text: `insert into open_data_months (period_key, requests, counts, published_at) values ($1, $2, $3, $4)
           on conflict do nothing`,
    values: [of.periodKey, of.requests, of.counts, of.at],
    row: noRow,
  });
}
