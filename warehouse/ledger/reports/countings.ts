import { z } from 'zod';
import { noRow, type Queryable, runStatement, type Transaction } from '../ledger.ts';

const publishedRow = z.object({ counting_id: z.string(), body: z.string() });

/** The published countings of a month, JSON as text, the first one first. */
export function listPublishedCountings(on: Queryable, periodKey: string): Promise<z.infer<typeof publishedRow>[]> {
  return runStatement(on, {
    name: 'list-published-countings',
    text: `select counting_id, body from report_countings where period_key = $1 and published_at is not null
           order by published_at, counting_id limit 1000`,
    values: [periodKey],
    row: publishedRow,
  });
}

/** What a kept counting counted and left out, JSON as text; undefined when it is not kept. */
export async function getCounting(
  on: Queryable,
  of: { periodKey: string; countingId: string },
): Promise<string | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-report-counting',
    text: 'select body from report_countings where period_key = $1 and counting_id = $2',
    values: [of.periodKey, of.countingId],
    row: z.object({ body: z.string() }),
  });
  return row?.body;
}

/** Keeps a counting that reports may rest on. The same one made again counts as made against what is published by then. */
export async function keepCounting(
  on: Queryable,
  of: { periodKey: string; countingId: string; body: string; basedOn: readonly string[] },
): Promise<void> {
  await runStatement(on, {
    name: 'keep-report-counting',
    text: `insert into report_countings (period_key, counting_id, body, based_on) values ($1, $2, $3, $4)
           on conflict (period_key, counting_id) do update set based_on = excluded.based_on`,
    values: [of.periodKey, of.countingId, of.body, of.basedOn],
    row: noRow,
  });
}

/** Marks a counting as published; false when another one was, that it was not made against: then it has to be made anew. */
export async function publishCounting(
  tx: Transaction,
  of: { periodKey: string; countingId: string; at: string },
): Promise<boolean> {
  await runStatement(tx, {
    name: 'lock-report-countings',
    text: `select pg_advisory_xact_lock(hashtextextended('report_countings ' || $1, 0))`,
    values: [of.periodKey],
    row: noRow,
  });
  const rows = await runStatement(tx, {
    name: 'publish-report-counting',
    text: `update report_countings own set published_at = coalesce(published_at, $3)
           where period_key = $1 and counting_id = $2 and not exists (
             select 1 from report_countings other
             where other.period_key = $1 and other.published_at is not null
               and other.counting_id <> $2 and own.published_at is null and not other.counting_id = any(own.based_on))
           returning 1 as published`,
    values: [of.periodKey, of.countingId, of.at],
    row: z.object({ published: z.number() }),
  });
  return rows.length > 0;
}
