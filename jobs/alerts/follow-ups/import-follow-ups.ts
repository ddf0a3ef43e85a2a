import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listTicketEvents } from '#warehouse/analytics/pages/list-ticket-events.ts';
import {
  type FollowUp,
  insertFollowUp,
  listAlertsOfEvents,
  listFollowUps,
} from '#warehouse/ledger/alerts/follow-ups.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { AlertDesk } from '../alert-desk.ts';
import type { Actor } from '../contract.ts';
import { act } from '../lifecycle/act.ts';
import { hasEnded } from '../lifecycle/snapshot.ts';
import { completeSnapshot, saveOutcome } from '../snapshots.ts';
import { combineFollowUps } from './combine-follow-ups.ts';
import type { FollowUpReject, FollowUpRow } from './read-follow-ups.ts';

/** What became of a file of 回访. */
interface FollowUpReport {
  rows: number;
  /** Rows taken, and the alerts that were followed up by them. */
  taken: number;
  alerts: number;
  /** Rows that were in already, with the same answer. */
  repeated: number;
  rejects: FollowUpReject[];
}

interface Order {
  rows: readonly FollowUpRow[];
  actor: Actor;
  scope: Scope;
  now: string;
  /** true: only says what would become of it. */
  tryOnly: boolean;
}

/**
 * Writes the hotline's 回访 to the alerts that handle its tickets, one transaction per alert. A row that is in already
 * counts as repeated, so the same file, or the next day's with the same rows, changes nothing twice.
 */
export async function importFollowUps(
  deps: { desk: AlertDesk; reader: Analytics },
  order: Order,
): Promise<FollowUpReport> {
  const { rows } = order;
  const report: FollowUpReport = { rows: rows.length, taken: 0, alerts: 0, repeated: 0, rejects: [] };
  const byAlert = new Map<string, FollowUpRow[]>();
  const alertsOf = await matchTickets(deps, order);
  for (const row of rows) {
    const [alertId, more] = alertsOf.get(row.ticketId) ?? [];
    if (alertId === undefined) report.rejects.push(rejectOf(row, 'no_alert'));
    else if (more !== undefined) report.rejects.push(rejectOf(row, 'several_alerts'));
    else byAlert.set(alertId, [...(byAlert.get(alertId) ?? []), row]);
  }
  for (const [alertId, own] of byAlert) {
    const part = await followUp(deps.desk, { ...order, alertId, rows: own });
    report.taken += part.taken;
    report.alerts += part.taken > 0 ? 1 : 0;
    report.repeated += part.repeated;
    report.rejects.push(...part.rejects);
  }
  report.rejects.sort((a, b) => a.line - b.line);
  return report;
}

/** The alerts of each ticket that the asker may see. */
async function matchTickets(
  { desk, reader }: { desk: AlertDesk; reader: Analytics },
  { rows, scope }: Order,
): Promise<Map<string, string[]>> {
  const events = await listTicketEvents(reader, [...new Set(rows.map(({ ticketId }) => ticketId))]);
  const ids = [...new Set(events.map(({ event_id: eventId }) => eventId))];
  const alerts = await listAlertsOfEvents(desk.ledger, scope, ids);
  const alertOf = new Map(alerts.map(({ eventId, alertId }) => [eventId, alertId]));
  const found = new Map<string, string[]>();
  for (const { external_id: ticket, event_id: event } of events) {
    const alertId = alertOf.get(event);
    const known = found.get(ticket) ?? [];
    if (alertId !== undefined && !known.includes(alertId)) found.set(ticket, [...known, alertId]);
  }
  return found;
}

type Part = Pick<FollowUpReport, 'taken' | 'repeated' | 'rejects'>;

/** One alert's rows: what is known already, what cannot be taken, and the 回访 that the rest makes together. */
function followUp(desk: AlertDesk, order: Order & { alertId: string }): Promise<Part> {
  const { alertId, rows, actor, scope, now, tryOnly } = order;
  return inTransaction(desk.ledger, async (tx): Promise<Part> => {
    const locked = await lockAlert(tx, alertId, scope);
    if (!locked) return { taken: 0, repeated: 0, rejects: rows.map((row) => rejectOf(row, 'no_alert')) };
    const round = locked.reopenCount;
    const heard = await listFollowUps(tx, alertId);
    const ofRound = heard.filter((old) => old.round === round);
    const inRound = new Set(ofRound.map(({ ticketId }) => ticketId));
    const repeated = rows.filter((row) => isKnown(row, ofRound)).length;
    const differing = rows.filter((row) => inRound.has(row.ticketId) && !isKnown(row, ofRound));
    const rejects = differing.map((row) => rejectOf(row, 'differs'));
    const fresh = rows.filter((row) => !inRound.has(row.ticketId));
    if (fresh.length === 0) return { taken: 0, repeated, rejects };
    const before = await completeSnapshot(tx, locked);
    const decision = act(before, { action: combineFollowUps(fresh), assignmentId: '', actor }, now, desk.policy);
    if (!decision.ok) {
      // The rows by which the alert was reopened are no news of the round that they began.
      const late = fresh.filter((row) => !isKnown(row, heard));
      const reason = hasEnded(locked) ? 'closed' : 'not_resolved';
      const again = repeated + fresh.length - late.length;
      return { taken: 0, repeated: again, rejects: [...rejects, ...late.map((row) => rejectOf(row, reason))] };
    }
    if (!tryOnly) {
      await saveOutcome(tx, desk, { before, outcome: decision, actor, now });
      for (const { ticketId, result, solved } of fresh)
        await insertFollowUp(tx, { ticketId, result, solved, alertId, round, at: now, byName: actor.name });
    }
    return { taken: fresh.length, repeated, rejects };
  });
}

const isKnown = (row: FollowUpRow, among: FollowUp[]): boolean => among.some((old) => isSame(old, row));
const isSame = (old: FollowUp, row: FollowUpRow): boolean =>
  old.ticketId === row.ticketId && old.result === row.result && old.solved === row.solved;

const rejectOf = ({ line, ticketId }: FollowUpRow, reason: FollowUpReject['reason']): FollowUpReject => ({
  line,
  ticketId,
  reason,
  word: '',
});
