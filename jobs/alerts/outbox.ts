import { createHash } from 'node:crypto';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import { countSentSince } from '#warehouse/ledger/alerts/count-sent-since.ts';
import { insertDelivery } from '#warehouse/ledger/alerts/insert-delivery.ts';
import type { AssignmentRow, DeliveryRow } from '#warehouse/ledger/alerts/rows.ts';
import type { AlertDesk } from './alert-desk.ts';
import { dayOf, instantOn } from './calendar/working-calendar.ts';
import { endpointsOf, type Endpoint } from './deliver/endpoints.ts';
import { factsFor } from './deliver/facts.ts';
import type { Outcome } from './lifecycle/change.ts';
import { calledPerson, dutyOf } from './lifecycle/duty.ts';
import { afterQuietHours, nextMorning } from './lifecycle/quiet-hours.ts';
import type { AlertSnapshot, Notice, NoticeReason } from './lifecycle/snapshot.ts';
import type { DutyPerson } from './lifecycle/policy.ts';

/** The stable name of a message: the same transition to the same target has the same id, whatever happens. */
function deliveryIdOf(key: Pick<DeliveryRow, 'alertId' | 'seq' | 'channel' | 'target'>): string {
  const text = [key.alertId, key.seq, key.channel, key.target].join('\u001f');
  return `msg_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** Writes the messages of a transition and their queue jobs: one for the pages, one per unit and channel of each notice. */
export async function writeOutbox(tx: Transaction, desk: AlertDesk, outcome: Outcome, now: string): Promise<void> {
  const { alert, logs, notices } = outcome;
  if (logs.length === 0) return;
  await insertDelivery(tx, forPages(alert, notices[0]?.reason ?? 'changed', now));
  const messages = notices.flatMap((notice) => [
    ...notice.assignmentIds.flatMap((assignmentId) => forUnit(desk, alert, { notice, assignmentId }, now)),
    ...forCopies(desk, alert, notice, now),
  ]);
  for (const planned of messages) {
    const message = await withinBudget(tx, desk, planned, now);
    const fresh = await insertDelivery(tx, message);
    if (fresh && message.status === 'pending') {
      await desk.enqueue(tx, { name: 'deliver', deliveryId: message.deliveryId });
    }
  }
}

/** What open pages learn: that the alert changed; they read the rest within their own scope. */
function forPages(alert: AlertSnapshot, reason: string, now: string): DeliveryRow {
  const key = { alertId: alert.alertId, seq: alert.seq, channel: 'inapp' as const, target: 'page' };
  const rest = { assignmentId: '', reason, facts: '{}', status: 'sent' as const, notBefore: now, createdAt: now };
  return { deliveryId: deliveryIdOf(key), ...key, ...rest };
}

/** A message on its way into the outbox; `personal` ones count towards a person's day. */
type Planned = DeliveryRow & { personal: boolean; urgent: boolean };

function forUnit(
  desk: AlertDesk,
  alert: AlertSnapshot,
  to: { notice: Notice; assignmentId: string },
  now: string,
): Planned[] {
  const { notice, assignmentId } = to;
  if (notice.only === 'arbiter' || notice.copyTo) return [];
  const assignment = alert.assignments.find((one) => one.assignmentId === assignmentId);
  const department = desk.policy.departments.get(assignment?.departmentCode ?? '');
  const ofUnit = (department ? endpointsOf(department) : []).filter(
    ({ fallback }) => fallback === (notice.only === 'fallback'),
  );
  const person = assignment && calledPerson(assignment);
  const rows = notice.only === 'duty' ? [] : ofUnit.map((endpoint) => rowFor(desk, alert, { ...to, endpoint }, now));
  if (!person || notice.only === 'fallback') return rows;
  return [...rows, ...forPerson(desk, alert, { ...to, person }, now)];
}

/** Reasons of which the ward's, the street's and the district's people on duty hear as well, in an emergency. */
const copied = new Set<NoticeReason>(['open', 'level_up', 'reopened', 'sla_100', 'sla_150']);
/** Reasons of which the leader of the unit hears, at any level. */
const forLeaders = new Set<NoticeReason>(['supervised', 'sla_100', 'sla_150']);

function forCopies(desk: AlertDesk, alert: AlertSnapshot, notice: Notice, now: string): Planned[] {
  const meant = alert.assignments.filter((one) => notice.assignmentIds.includes(one.assignmentId));
  return copiesOf(desk, alert, { notice, meant }, now).flatMap(({ person, of }) =>
    forPerson(desk, alert, { notice, assignmentId: of.assignmentId, copy: true, person }, now),
  );
}

const about = (of: AssignmentRow) => (person: DutyPerson) => ({ person, of });

/** Who hears of a notice beside the units that it is for, and about which of them. */
function copiesOf(
  { policy }: AlertDesk,
  alert: AlertSnapshot,
  { notice, meant }: { notice: Notice; meant: readonly AssignmentRow[] },
  now: string,
): { person: DutyPerson; of: AssignmentRow }[] {
  const { copyTo, only, reason } = notice;
  if (copyTo) return meant.map((of) => ({ person: copyTo, of }));
  // A dispute is ruled on by the district: whoever is called first there.
  if (only === 'arbiter')
    return meant.flatMap((of) => policy.onDuty(policy.districtCode, now).slice(0, 1).map(about(of)));
  if (only) return [];
  const lead = meant.find((one) => one.role === 'lead');
  const ofWards = lead && alert.level === 'red' && copied.has(reason) ? dutyOf(alert.copies).map(about(lead)) : [];
  const leaders = forLeaders.has(reason)
    ? meant.flatMap((of) => policy.leadersOf(of.departmentCode).map(about(of)))
    : [];
  return [...ofWards, ...leaders];
}

interface Addressed {
  notice: Notice;
  assignmentId: string;
  person?: DutyPerson;
  copy?: boolean;
}

function forPerson(
  desk: AlertDesk,
  alert: AlertSnapshot,
  to: Addressed & { person: DutyPerson },
  now: string,
): Planned[] {
  return desk.policy.dutyEndpoints(to.person).map((endpoint) => rowFor(desk, alert, { ...to, endpoint }, now));
}

function rowFor(desk: AlertDesk, alert: AlertSnapshot, to: Addressed & { endpoint: Endpoint }, now: string): Planned {
  const { notice, assignmentId, endpoint, person, copy = false } = to;
  const { wardNames } = desk.policy;
  const facts = factsFor(alert, notice, assignmentId, { now, wardNames, person, copy });
  const urgent = alert.level === 'red';
  const notBefore = urgent ? now : afterQuietHours(now, desk.policy.quiet);
  const silenced = alert.silencedUntil !== null && alert.silencedUntil > now;
  const status = silenced ? 'muted' : notBefore > now ? 'held' : 'pending';
  const key = { alertId: alert.alertId, seq: alert.seq, channel: endpoint.kind, target: endpoint.endpointId };
  const rest = { assignmentId, reason: notice.reason, facts: JSON.stringify(facts), status, notBefore, createdAt: now };
  return { deliveryId: deliveryIdOf(key), ...key, ...rest, personal: person !== undefined, urgent } as Planned;
}

/** Whoever has had enough messages today gets the rest in the morning, where more than five become one. */
async function withinBudget(tx: Transaction, desk: AlertDesk, planned: Planned, now: string): Promise<DeliveryRow> {
  const { personal, urgent, ...message } = planned;
  if (!personal || urgent || message.status !== 'pending') return message;
  const sent = await countSentSince(tx, message.target, instantOn(dayOf(now), 0));
  if (sent < desk.policy.budgetPerDay) return message;
  return { ...message, status: 'held', notBefore: nextMorning(now, desk.policy.quiet) };
}
