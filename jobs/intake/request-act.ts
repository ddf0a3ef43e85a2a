import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { getEventAct, insertEventAct, markActUndone } from '#warehouse/ledger/events/event-acts.ts';
import { insertBatch } from '#warehouse/ledger/intake/insert-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { inTransaction, type Ledger, type Transaction } from '#warehouse/ledger/ledger.ts';
import { notifyIntake } from '#warehouse/ledger/notify.ts';
import type { EventAct } from '../events/grouping-document.ts';
import type { ActRequest } from './act-request.ts';
import { pack } from './cleaned-batch.ts';
import { unlinkEvents } from './link-events.ts';
import { type GroupingTask, REPAIR_SOURCE } from './plan-repair.ts';

/**
 * Notes a person's act with its audit line and puts it into the intake log, where it takes its turn: the applier does
 * it, once, whatever crashes. Gives its number.
 */
export async function requestAct(ledger: Ledger, request: ActRequest, act: EventAct): Promise<number> {
  return inTransaction(ledger, (tx) => append(tx, request, act));
}

/**
 * Undoes an act: every document goes back to where it was and stays there, a link is taken back. Gives the numbers of the
 * acts that do it; null when there is no such act, it was not done yet, or was undone before.
 */
export async function undoAct(ledger: Ledger, request: ActRequest, actNo: number): Promise<number[] | null> {
  return inTransaction(ledger, async (tx) => {
    const done = await getEventAct(tx, actNo);
    if (!done || done.undone_by !== null) return null;
    if (done.kind === 'link' && done.to !== null) {
      const taken = await unlinkEvents(tx, request, { actNo, to: done.to });
      return taken === null ? null : [taken];
    }
    if (!done.moves || done.moves.length === 0) return null;
    const homes = new Map<string, string[]>();
    for (const { key, from } of done.moves) homes.set(from, [...(homes.get(from) ?? []), key]);
    const numbers: number[] = [];
    for (const [to, keys] of homes) numbers.push(await append(tx, request, { kind: 'move', keys, to }));
    return (await markActUndone(tx, actNo, numbers[0]!)) ? numbers : null;
  });
}

async function append(tx: Transaction, { eventId, by, now }: ActRequest, act: EventAct): Promise<number> {
  const at = now.toISOString();
  const actNo = await insertEventAct(tx, { kind: act.kind, eventId, act, askedAt: at, actorName: by.name });
  const task: GroupingTask = { kind: 'act', actNo, act };
  await upsertSource(tx, { sourceId: REPAIR_SOURCE, name: '聚类修复' });
  const documents = await pack([task]);
  await insertBatch(tx, { sourceId: REPAIR_SOURCE, inputKey: `act:${actNo}`, documents, rows: 0, storedAt: at });
  const detail = act.kind === 'merge' ? { from: act.from } : { documents: act.keys.length, to: act.to ?? 'new' };
  await appendAudit(tx, {
    at,
    actorId: by.id,
    actorName: by.name,
    action: `event.${act.kind}`,
    target: eventId,
    detail,
  });
  await notifyIntake(tx);
  return actNo;
}
