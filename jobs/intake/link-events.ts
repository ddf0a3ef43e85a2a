import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { finishEventAct, insertEventAct, markActUndone } from '#warehouse/ledger/events/event-acts.ts';
import { inTransaction, type Ledger, type Transaction } from '#warehouse/ledger/ledger.ts';
import type { ActRequest } from './act-request.ts';

/** Notes that an event and another are one matter of the district, with its audit line; nothing is regrouped. Gives the act's number. */
export function linkEvents(ledger: Ledger, request: ActRequest, to: string): Promise<number> {
  return inTransaction(ledger, (tx) => note(tx, request, { kind: 'link', to }));
}

/** Takes a link back and gives the number of that act; null when it had been before. */
export async function unlinkEvents(
  tx: Transaction,
  request: ActRequest,
  link: { actNo: number; to: string },
): Promise<number | null> {
  const actNo = await note(tx, request, { kind: 'unlink', to: link.to });
  return (await markActUndone(tx, link.actNo, actNo)) ? actNo : null;
}

async function note(
  tx: Transaction,
  { eventId, by, now }: ActRequest,
  { kind, to }: { kind: 'link' | 'unlink'; to: string },
): Promise<number> {
  const at = now.toISOString();
  const actNo = await insertEventAct(tx, { kind, eventId, act: { to }, askedAt: at, actorName: by.name });
  await finishEventAct(tx, { actNo, moves: [] });
  const audit = { at, actorId: by.id, actorName: by.name, action: `event.${kind}`, target: eventId, detail: { to } };
  await appendAudit(tx, audit);
  return actNo;
}
