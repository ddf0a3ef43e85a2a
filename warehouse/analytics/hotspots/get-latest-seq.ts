import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** Arrival order of the latest grouped document; 0 when there is none. */
export async function getLatestSeq(analytics: Analytics): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'get_latest_seq',
    sql: 'SELECT max(seq) AS seq FROM memberships',
    row: z.object({ seq: z.number() }),
  });
  return row?.seq ?? 0;
}
