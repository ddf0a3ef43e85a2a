import type { Scope } from '#warehouse/model/scope.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { decideExclusion, insertExclusion, lockExclusion } from '#warehouse/ledger/supervision/exclusions.ts';
import type { Actor } from '../alerts/contract.ts';

interface Around {
  ledger: Ledger;
  /** Takes personal data out of what people write. */
  mask: (text: string) => string;
}

/** 申诉: asks for a case to be left out of the rates; a handler for the own unit only. False: asked for already, or not theirs. */
export function askExclusion(
  { ledger, mask }: Around,
  asked: { assignmentId: string; reason: string; basis: string; actor: Actor; scope: Scope; at: string },
): Promise<boolean> {
  const { assignmentId, reason, basis, actor, scope, at } = asked;
  return inTransaction(ledger, (tx) =>
    insertExclusion(tx, scope, {
      assignmentId,
      reason: mask(reason),
      basis: mask(basis),
      askedById: actor.id,
      askedBy: actor.name,
      askedAt: at,
      departments: actor.role === 'handler' ? actor.departments : null,
    }),
  );
}

/**
 * Decides on a request. Only an arbiter may, and not on what they asked for themselves; what was decided stays.
 */
export function decideOnExclusion(
  { ledger, mask }: Around,
  decided: { id: number; grant: boolean; note: string; actor: Actor; scope: Scope; at: string },
): Promise<'done' | 'not_found' | 'forbidden' | 'decided'> {
  const { id, grant, note, actor, scope, at } = decided;
  return inTransaction(ledger, async (tx) => {
    const asked = await lockExclusion(tx, scope, id);
    if (!asked) return 'not_found';
    if (actor.role !== 'arbiter' || actor.id === asked.askedById) return 'forbidden';
    if (asked.decision !== 'pending') return 'decided';
    const decision = grant ? 'granted' : 'refused';
    await decideExclusion(tx, id, { decision, by: actor.name, at, note: mask(note) });
    return 'done';
  });
}
