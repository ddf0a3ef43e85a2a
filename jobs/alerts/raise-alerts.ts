import { createHash } from 'node:crypto';
import { alertLevels } from '#warehouse/model/alert.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { listWatchedAlerts, type WatchedAlert } from '#warehouse/ledger/alerts/list-watched-alerts.ts';
import { lockFingerprint } from '#warehouse/ledger/alerts/lock-fingerprint.ts';
import { nextAlertNumber } from '#warehouse/ledger/alerts/next-alert-number.ts';
import { recordOccurrence } from '#warehouse/ledger/alerts/record-occurrence.ts';
import { saveAlert } from '#warehouse/ledger/alerts/save-alert.ts';
import { toInstant, type AlertDesk } from './alert-desk.ts';
import { dayOf } from './calendar/working-calendar.ts';
import type { RaisableHotspot } from './contract.ts';
import type { Outcome } from './lifecycle/change.ts';
import { isCool, isHot, levelOf } from './lifecycle/level.ts';
import { comeBack, nextCoolRuns, observe } from './lifecycle/observe.ts';
import { reopenWithinDays, waveFactor } from './lifecycle/policy.ts';
import { goesOnElsewhere } from './merge-split.ts';
import { raise } from './lifecycle/raise.ts';
import { hasEnded, type AlertSnapshot } from './lifecycle/snapshot.ts';
import { routeMatter } from './routing.ts';
import { completeSnapshot, saveOutcome, system } from './snapshots.ts';

/** How many alerts a run brought into being or changed. */
export interface RaiseReport {
  raised: number;
  reopened: number;
  cleared: number;
  updated: number;
}

interface Run {
  runId: string;
  /** All hotspots of the run: an alert whose event is not among them counts as cool. Never pass a part. */
  hotspots: readonly RaisableHotspot[];
  now: Date | string;
  /** 性质 of events by which routing may tell; asked only for those that raise an alert. */
  natures?: (eventIds: string[]) => Promise<ReadonlyMap<string, string>>;
}

/**
 * Raises, updates, reopens or clears alerts by the hotspots of one ranking run. One transaction per event, so that
 * one bad matter holds up no other; the same run a second time changes nothing.
 */
export async function raiseAlerts(desk: AlertDesk, run: Run): Promise<RaiseReport> {
  const now = toInstant(run.now);
  const byEvent = new Map(run.hotspots.map((hotspot) => [hotspot.eventId, hotspot]));
  const watched = await listWatchedAlerts(desk.ledger);
  const still = new Set(
    watched.filter((alert) => changesNothing(alert, byEvent.get(alert.eventId), desk, now)).map((one) => one.eventId),
  );
  const hot = run.hotspots.filter((hotspot) => isHot(hotspot, desk.policy)).map(({ eventId }) => eventId);
  const known = new Set(watched.map((alert) => alert.eventId));
  const fresh = hot.filter((eventId) => !known.has(eventId));
  const natures = fresh.length > 0 ? await run.natures?.(fresh) : undefined;
  const report: RaiseReport = { raised: 0, reopened: 0, cleared: 0, updated: 0 };
  for (const eventId of new Set([...hot, ...known])) {
    if (still.has(eventId)) continue;
    const hotspot = byEvent.get(eventId);
    const nature = natures?.get(eventId);
    const seen = { eventId, runId: run.runId, hotspot: hotspot && nature ? { ...hotspot, nature } : hotspot };
    const effect = await inTransaction(desk.ledger, (tx) => onHotspot(tx, desk, seen, now));
    if (effect) report[effect] += 1;
  }
  return report;
}

/**
 * Raises or lifts what is hot among some hotspots, between rankings: whatever is not named, and whatever is at its highest
 * level already, is left to the next ranking.
 */
export async function raiseSome(desk: AlertDesk, run: Run): Promise<RaiseReport> {
  const now = toInstant(run.now);
  const open = new Map(
    (await listWatchedAlerts(desk.ledger)).filter((one) => !hasEnded(one)).map((one) => [one.eventId, one]),
  );
  const report: RaiseReport = { raised: 0, reopened: 0, cleared: 0, updated: 0 };
  for (const hotspot of run.hotspots) {
    const { eventId } = hotspot;
    const known = open.get(eventId);
    if (!isHot(hotspot, desk.policy) || known?.level === alertLevels.at(-1)) continue;
    const seen = { eventId, runId: run.runId, hotspot: { ...hotspot, heat: known?.heat ?? hotspot.heat } };
    const effect = await inTransaction(desk.ledger, (tx) => onHotspot(tx, desk, seen, now));
    if (effect) report[effect] += 1;
  }
  return report;
}

/**
 * Whether the figures say what the open alert says already. Heat decays a little with every run; below one point that
 * is no news, and runs may come every few seconds.
 */
function changesNothing(
  alert: WatchedAlert,
  hotspot: RaisableHotspot | undefined,
  { policy }: AlertDesk,
  now: string,
): boolean {
  if (hasEnded(alert)) return false;
  if (isCool(hotspot, policy) && nextCoolRuns(alert, now) !== alert.coolRuns) return false;
  if (!hotspot) return alert.heat === 0;
  const figures = ['reporters', 'communities', 'documents', 'severity'] as const;
  return (
    isCool(hotspot, policy) === alert.coolRuns > 0 &&
    Math.round(hotspot.heat) === Math.round(alert.heat) &&
    figures.every((figure) => hotspot[figure] === alert[figure]) &&
    alertLevels.indexOf(levelOf(hotspot)) <= alertLevels.indexOf(alert.level)
  );
}

interface Seen {
  eventId: string;
  runId: string;
  hotspot: RaisableHotspot | undefined;
}

async function onHotspot(
  tx: Transaction,
  desk: AlertDesk,
  seen: Seen,
  now: string,
): Promise<keyof RaiseReport | undefined> {
  const fingerprint = `${desk.policy.districtCode}:${seen.eventId}`;
  const row = await lockFingerprint(tx, fingerprint);
  if (!row)
    return seen.hotspot && raiseNew(tx, desk, { ...seen, hotspot: seen.hotspot, fingerprint, after: null }, now);
  if (row.runId === seen.runId || (await goesOnElsewhere(tx, row))) return undefined;
  const before = await completeSnapshot(tx, row);
  return hasEnded(before)
    ? onEnded(tx, desk, { ...seen, fingerprint, before }, now)
    : onOpen(tx, desk, { ...seen, before }, now);
}

async function onOpen(
  tx: Transaction,
  desk: AlertDesk,
  seen: Seen & { before: AlertSnapshot },
  now: string,
): Promise<keyof RaiseReport> {
  const { before } = seen;
  const outcome = observe(before, seen, now, desk.policy);
  await save(tx, desk, { before, outcome }, now);
  return outcome.alert.state === 'auto_cleared' ? 'cleared' : 'updated';
}

/**
 * An alert that has ended. It comes back only with news: after cooling once, or with a new wave of people; a hotspot
 * that is still hot because its window still holds the old documents is none.
 */
async function onEnded(
  tx: Transaction,
  desk: AlertDesk,
  seen: Seen & { fingerprint: string; before: AlertSnapshot },
  now: string,
): Promise<keyof RaiseReport | undefined> {
  const { before, hotspot } = seen;
  if (!hotspot || !isHot(hotspot, desk.policy)) {
    if (before.cooledSinceEnd || !isCool(hotspot, desk.policy)) return undefined;
    await saveAlert(tx, { ...before, cooledSinceEnd: true });
    return undefined;
  }
  const endedDays = (Date.parse(now) - Date.parse(before.endedAt ?? now)) / 86_400_000;
  if (endedDays > reopenWithinDays) return raiseNew(tx, desk, { ...seen, hotspot, after: before.alertId }, now);
  const wave = hotspot.reporters >= before.reportersAtPush * waveFactor && hotspot.reporters > before.reportersAtPush;
  if (!before.cooledSinceEnd && !wave) return undefined;
  await save(tx, desk, { before, outcome: comeBack(before, hotspot, now, desk.policy) }, now);
  return 'reopened';
}

async function raiseNew(
  tx: Transaction,
  desk: AlertDesk,
  seen: { hotspot: RaisableHotspot; fingerprint: string; after: string | null; runId: string },
  now: string,
): Promise<'raised'> {
  const { hotspot, fingerprint, after: recurrenceOf } = seen;
  const number = await nextAlertNumber(tx, Number(dayOf(now).slice(0, 4)));
  // From the run, so that a repeat of the same run would meet its own alert.
  const hash = createHash('sha256').update(`${fingerprint}:${seen.runId}`).digest('hex');
  const routed = routeMatter(desk.policy, hotspot);
  const alertId = `a${hash.slice(0, 16)}`;
  const birth = { alertId, number, fingerprint, recurrenceOf, ...routed };
  await save(tx, desk, { before: undefined, outcome: raise(hotspot, birth, now, desk.policy) }, now);
  return 'raised';
}

async function save(
  tx: Transaction,
  desk: AlertDesk,
  change: { before: AlertSnapshot | undefined; outcome: Outcome },
  now: string,
): Promise<void> {
  const { before, outcome } = change;
  await saveOutcome(tx, desk, { ...change, actor: system, now });
  if (!before || figures(before) !== figures(outcome.alert)) await recordOccurrence(tx, outcome.alert, now);
}

const figures = ({ reporters, documents }: AlertSnapshot): string => [reporters, documents].join();
