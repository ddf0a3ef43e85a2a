import { z } from 'zod';
import { listRejectGroups, listRejects, type RejectRow } from '#warehouse/ledger/intake/list-rejects.ts';
import type { ApiContext } from '../context.ts';
import type { RejectList, RejectView } from '../contract/sources.ts';

const LIMIT = 50;

export const rejectQuery = z.object({
  source: z.string().max(64).default(''),
  reason: z.string().max(64).default(''),
  before: z.coerce.number().int().nonnegative().default(0),
});

/** The inbox of rejected rows: what waits by source and reason, and a page of the rows themselves. */
export async function rejectList(context: ApiContext, query: z.output<typeof rejectQuery>): Promise<RejectList> {
  const [groups, rows] = await Promise.all([
    listRejectGroups(context.ledger),
    listRejects(context.ledger, { ...query, limit: LIMIT }),
  ]);
  return {
    groups: groups.map((group) => ({
      sourceId: group.source_id,
      source: context.names.source(group.source_id),
      reason: group.reason,
      count: group.count,
      replayable: group.replayable,
      lastAt: group.last_at,
    })),
    rows: rows.map((row) => toView(context, row)),
    nextBefore: rows.length === LIMIT ? rows.at(-1)!.reject_id : null,
  };
}

/** All rejected rows that wait, at most `limit`, newest first. */
export async function allRejects(
  context: ApiContext,
  query: z.output<typeof rejectQuery>,
  limit: number,
): Promise<RejectView[]> {
  const rows = await listRejects(context.ledger, { ...query, limit });
  return rows.map((row) => toView(context, row));
}

function toView({ names }: ApiContext, row: RejectRow): RejectView {
  return {
    id: row.reject_id,
    source: names.source(row.source_id),
    at: row.rejected_at,
    position: row.position,
    reason: row.reason,
    detail: row.detail,
    excerpt: row.excerpt,
    replayable: row.replayable,
  };
}
