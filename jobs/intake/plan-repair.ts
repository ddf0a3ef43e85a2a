import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listMembershipRows } from '#warehouse/analytics/intake/list-membership-rows.ts';
import type { EventAct } from '../events/grouping-document.ts';
import { describeEvents } from './describe-events.ts';
import { seqOf } from './document-rows.ts';
import type { GroupingPool } from './grouping-pool.ts';
import type { Plan } from './plan.ts';

/** Name under which repairs and persons' acts stand in the intake log, so that they keep their place in the total order. */
export const REPAIR_SOURCE = 'grouping-repair';

/** What is to be done to the grouping itself; it stands in the log in place of documents. */
export type GroupingTask =
  /** `newest` null repairs everything. */
  | { kind: 'repair'; newest: number | null }
  | { kind: 'act'; actNo: number; act: EventAct }
  /** Takes the state anew from the warehouse, where words of documents have changed; moves nothing. */
  | { kind: 'reload' };

interface TaskToPlan {
  batchNo: number;
  task: Exclude<GroupingTask, { kind: 'reload' }>;
  /** Events that people have been alerted to: a repair leaves them their documents. */
  settled: string[];
}

/** Decides a repair or an act: the memberships that move, and the events that change by it. */
export async function planTask(analytics: Analytics, grouping: GroupingPool, request: TaskToPlan): Promise<Plan> {
  const { batchNo, task, settled } = request;
  const { moves, members, said } =
    task.kind === 'act' ? await grouping.act(task.act) : await grouping.repair({ settled, newest: task.newest });
  const target = new Map(moves.map((move) => [move.key, move]));
  const rows = await listMembershipRows(analytics, [...target.keys()]);
  const memberships = rows.flatMap((row, index) => {
    const move = target.get(`${row.source_id}\u001f${row.external_id}`)!;
    const revision = seqOf(batchNo, index);
    // Taken out first where it stood: the event is part of the key of a table that is fed from here.
    const out = { ...row, is_deleted: 1, revision: revision - 1 };
    return [out, { ...row, event_id: move.to, score: move.score, revision }];
  });
  const events = await describeEvents(analytics, { members, fresh: [], revision: seqOf(batchNo, 0) });
  const act = task.kind === 'act' ? { act: { actNo: task.actNo, moves } } : {};
  return { batches: [batchNo], documents: [], rows: { memberships, events }, counts: {}, said, ...act };
}
