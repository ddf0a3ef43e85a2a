import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listMembershipRows } from '#warehouse/analytics/intake/list-membership-rows.ts';
import { describeEvents } from './describe-events.ts';
import { seqOf } from './document-rows.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { Plan } from './plan-batches.ts';

/** Name under which repairs stand in the intake log, so that they keep their place in the total order. */
export const REPAIR_SOURCE = 'grouping-repair';

/**
 * Decides the nightly repair: the memberships that move, and the events that change by it. Events in `settled` keep
 * their documents.
 */
export async function planRepair(
  analytics: Analytics,
  grouping: GroupingPool,
  { batchNo, settled }: { batchNo: number; settled: string[] },
): Promise<Plan> {
  const { moves, members } = await grouping.repair(settled);
  const target = new Map(moves.map((move) => [move.key, move]));
  const rows = await listMembershipRows(analytics, [...target.keys()]);
  const memberships = rows.map((row, index) => {
    const move = target.get(`${row.source_id}\u001f${row.external_id}`)!;
    return { ...row, event_id: move.to, score: move.score, revision: seqOf(batchNo, index) };
  });
  const events = await describeEvents(analytics, { members, fresh: [], revision: seqOf(batchNo, 0) });
  return { batches: [batchNo], documents: [], rows: { memberships, events }, counts: {} };
}
