import type { Actor } from '#jobs/alerts/contract.ts';
import { type AlertFile, getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { type AlertCursor, type AlertFilter, countAlerts, listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { listAssignments, listClocks } from '#warehouse/ledger/alerts/list-parts.ts';
import type { AlertRow as Stored, ClockRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import type { AlertDetail, AlertList, AlertRow } from '../contract/alerts.ts';
import type { HotspotRow } from '../contract/hotspots.ts';
import { toAssignment } from './assignment-view.ts';

/** Who asks: what they see, and as whom they act (null for roles that only read). */
export interface Asker {
  scope: Scope;
  actor: Actor | null;
}

/** GET /api/alerts: newest first. */
export async function alertList(
  context: ApiContext,
  asker: Asker,
  filter: AlertFilter,
  page: { limit: number; after?: AlertCursor | undefined },
): Promise<AlertList> {
  const stored = await listAlerts(context.ledger, asker.scope, filter, page);
  const last = stored.length === page.limit ? stored.at(-1) : undefined;
  const nextCursor = last ? `${last.raisedAt}|${last.alertId}` : null;
  const isWhole = !last && !page.after;
  const [rows, total] = await Promise.all([
    withAssignments(context, asker, stored),
    isWhole ? stored.length : countAlerts(context.ledger, asker.scope, filter),
  ]);
  return { rows, total, nextCursor };
}

/** The alerts of one id list that the asker may see, e.g. for the live stream. */
export async function alertById(context: ApiContext, asker: Asker, alertId: string): Promise<AlertRow | undefined> {
  const stored = await listAlerts(context.ledger, asker.scope, { alertId }, { limit: 1 });
  return (await withAssignments(context, asker, stored))[0];
}

/** GET /api/alerts/{id}; undefined when there is none in the asker's scope. */
export async function alertDetail(
  context: ApiContext,
  asker: Asker,
  alertId: string,
): Promise<AlertDetail | undefined> {
  const file = await getAlert(context.ledger, asker.scope, alertId);
  if (!file) return undefined;
  return {
    alert: toAlertRow(context, asker, { alert: file.alert, assignments: file.assignments, clocks: file.clocks }),
    log: file.timeline.map((row) => ({
      at: row.at,
      actor: row.actorName,
      action: row.event,
      from: row.fromState,
      to: row.toState,
      note: row.reason,
    })),
    deliveries: file.deliveries.map((delivery) => toDelivery(file, delivery)),
  };
}

/** The latest alert of each event that the asker may see. */
export async function alertsOfEvents(
  context: ApiContext,
  scope: Scope,
  eventIds: readonly string[],
): Promise<Map<string, NonNullable<HotspotRow['alert']>>> {
  if (eventIds.length === 0) return new Map();
  const stored = await listAlerts(context.ledger, scope, { state: 'all', events: eventIds }, { limit: MOST_ALERTS });
  const relevant = stored.toReversed();
  const assignments = await listAssignments(
    context.ledger,
    relevant.map((alert) => alert.alertId),
  );
  return new Map(
    relevant.map(({ eventId, alertId, state, level }) => {
      const lead = assignments.find(
        (row) => row.alertId === alertId && row.role === 'lead' && row.state !== 'withdrawn',
      );
      return [eventId, { id: alertId, state, level, departmentName: lead?.departmentName ?? '' }];
    }),
  );
}

/** Of two hundred events, which have one or two each. */
const MOST_ALERTS = 1_000;

async function withAssignments(context: ApiContext, asker: Asker, stored: Stored[]): Promise<AlertRow[]> {
  const ids = stored.map((alert) => alert.alertId);
  const [assignments, clocks] = await Promise.all([
    listAssignments(context.ledger, ids),
    listClocks(context.ledger, ids, 'all'),
  ]);
  return stored.map((alert) =>
    toAlertRow(context, asker, {
      alert,
      assignments: assignments.filter((row) => row.alertId === alert.alertId),
      clocks: clocks.filter((row) => row.alertId === alert.alertId),
    }),
  );
}

function toAlertRow(
  context: ApiContext,
  asker: Asker,
  { alert, assignments, clocks }: Pick<AlertFile, 'alert' | 'assignments' | 'clocks'>,
): AlertRow {
  const now = context.now().toISOString();
  return {
    id: alert.alertId,
    number: alert.number,
    eventId: alert.eventId,
    ...wordsFor(asker, alert),
    topicCode: alert.topicCode,
    topicName: alert.topicName,
    wardCode: alert.wardCode,
    wardName: context.names.ward(alert.wardCode),
    level: alert.level,
    state: alert.state,
    heat: alert.heat,
    documents: alert.documents,
    reporters: alert.reporters,
    raisedAt: alert.raisedAt,
    officeDue: officeDueOf(clocks),
    silencedUntil: alert.silencedUntil !== null && alert.silencedUntil > now ? alert.silencedUntil : null,
    version: alert.version,
    assignments: assignments
      .filter((row) => row.state !== 'withdrawn')
      .map((row) => toAssignment(row, { alert, clocks, actor: asker.actor, now })),
  };
}

/** The running clock of the office that ends first. */
function officeDueOf(clocks: readonly ClockRow[]): AlertRow['officeDue'] {
  const dues = clocks.flatMap(({ kind, stoppedAt, dueAt }) =>
    (kind === 'follow_up' || kind === 'decide_return') && stoppedAt === null && dueAt !== null
      ? [{ clock: kind, at: dueAt }]
      : [],
  );
  return dues.toSorted((a, b) => a.at.localeCompare(b.at))[0] ?? null;
}

/** A sensitive matter is told in words only to those who handle it; others see that there is one. */
function wordsFor(asker: Asker, alert: Stored): { title: string; place: string } {
  if (alert.sensitive && asker.actor === null) return { title: '不公开诉求', place: '' };
  return { title: alert.title, place: alert.place };
}

function toDelivery(file: AlertFile, delivery: AlertFile['deliveries'][number]): AlertDetail['deliveries'][number] {
  const unit = file.assignments.find((row) => row.assignmentId === delivery.assignmentId);
  return {
    id: delivery.deliveryId,
    departmentName: unit?.departmentName ?? '',
    channel: delivery.channel,
    kind: delivery.reason,
    // What was tried and will be tried again is told apart from what is still on its way.
    state: delivery.status === 'pending' && delivery.attempts > 0 ? 'failed' : DELIVERY_STATES[delivery.status],
    attempts: delivery.attemptLog.map((attempt) => ({
      at: attempt.at,
      ok: attempt.verdict === 'sent',
      status: attempt.httpStatus,
      ms: attempt.ms,
      detail: attempt.code,
    })),
    deliveredAt: delivery.sentAt,
  };
}

const DELIVERY_STATES = {
  pending: 'pending',
  held: 'held',
  sent: 'delivered',
  dead: 'dead',
  muted: 'muted',
  void: 'void',
} as const;
