import type { IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import type { Decision } from './decide-documents.ts';
import type { Plan } from './plan.ts';

const isArrival = ({ arrival }: Decision): boolean => arrival.basedOn === undefined;

/** How many documents of each source were accepted and skipped, and why. What was only analysed again did not arrive. */
export function countDecisions(decisions: readonly Decision[]): Plan['counts'] {
  const counts: Record<string, Map<string, IntakeCount>> = {};
  for (const decision of decisions) {
    if (!isArrival(decision)) continue;
    const ofSource = (counts[decision.arrival.document.sourceId] ??= new Map());
    const { outcome, reason } = endOf(decision);
    const count = ofSource.get(reason)?.count ?? 0;
    ofSource.set(reason, { outcome, reason, count: count + 1 });
  }
  return Object.fromEntries(Object.entries(counts).map(([sourceId, ofSource]) => [sourceId, [...ofSource.values()]]));
}

function endOf(decision: Decision): Pick<IntakeCount, 'outcome' | 'reason'> {
  if (decision.kind === 'skip') return { outcome: 'skip', reason: decision.reason };
  if (decision.countedAs) return { outcome: 'skip', reason: decision.countedAs };
  if (decision.arrival.document.deleted) return { outcome: 'accept', reason: 'deleted' };
  return { outcome: 'accept', reason: decision.isNew ? 'new' : 'changed' };
}
