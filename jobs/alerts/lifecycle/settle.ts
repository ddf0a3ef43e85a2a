import type { AlertState } from '#warehouse/model/alert.ts';
import type { AssignmentState } from '#warehouse/ledger/alerts/rows.ts';
import type { Change } from './change.ts';
import { liveAssignments } from './snapshot.ts';

// The alert stands where its slowest lead stands; a 退回 in the air comes before everything.
const slowestFirst = ['return_pending', 'pushed', 'acked', 'replied', 'resolved'] as const satisfies AssignmentState[] &
  AlertState[];

/** Sets the alert's state after its leads': 办结 only when all of them are done, which starts the follow-up. */
export function settle(change: Change): void {
  const leads = liveAssignments(change.alert).filter((one) => one.role === 'lead');
  const state = slowestFirst.find((candidate) => leads.some((lead) => lead.state === candidate));
  if (!state || state === change.alert.state) return;
  if (state !== 'resolved') {
    change.set({ state });
    return;
  }
  change.stopAllClocks();
  change.moveAlert('resolved', 'all_resolved');
  change.set({ resolvedAt: change.now });
  change.startClock('follow_up', '');
}
