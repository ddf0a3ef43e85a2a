import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getLastSignalDay } from '#warehouse/analytics/detect/get-last-signal-day.ts';
import { insertSignalDays, insertSignals } from '#warehouse/analytics/detect/insert-signals.ts';
import { listSignals } from '#warehouse/analytics/detect/list-signals.ts';
import type { District } from '#warehouse/model/district.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import type { WorkingCalendar } from '../alerts/calendar/working-calendar.ts';
import { dayIn, dayName, dayNumber } from '../hotspots/baseline.ts';
import { continueSignals } from '../hotspots/detect/continue-signals.ts';
import type { DetectionPool } from '../hotspots/detect/detection-pool.ts';
import type { DetectionParameters } from '../hotspots/detect/parameters.ts';
import type { Log } from '../log.ts';

export interface DetectDeps {
  analytics: Analytics;
  pool: DetectionPool;
  district: District;
  /** Thresholds as the office has set them, with their version. */
  thresholds: () => { parameters: DetectionParameters; version: number };
  calendar: () => WorkingCalendar;
  now: () => Date;
  log: Log;
}

/** Finished days that one run takes up; after a longer stop the days before are for `minqing replay`. */
const MAX_BACKLOG_DAYS = 3;
/** Known signals that a look may find again. */
const KNOWN_MS = 16 * 86_400_000;
const MAX_KNOWN = 5_000;

/**
 * Looks for signals: bursts and silent sources of now, and, in the first look of a day, rises and clusters of the days that have
 * ended. The same look a second time changes nothing.
 */
export async function detectSignals(deps: DetectDeps): Promise<void> {
  const { analytics, district, log } = deps;
  const now = deps.now();
  const at = now.toISOString();
  const { parameters, version } = deps.thresholds();
  const closing = openDays(await getLastSignalDay(analytics), dayNumber(dayIn(district.timeZone, at)));
  const basis = { district, parameters, parametersVersion: version, calendar: deps.calendar() };
  const found = await deps.pool.detect(analytics.address, { ...basis, at, closing });
  const from = new Date(now.getTime() - KNOWN_MS).toISOString();
  const known = await listSignals(analytics, { scope: systemScope, from, to: at, limit: MAX_KNOWN });
  const signals = continueSignals(known, found);
  await insertSignals(analytics, signals, now.getTime());
  await insertSignalDays(analytics, closing.map(dayName), at);
  const raised = signals.filter(({ signal_id }) => !known.some((one) => one.signal_id === signal_id)).length;
  log.info({ event: 'signals_detected', signals: signals.length, raised, days: closing.length });
}

/** The finished days that nobody has looked at, the latest few. */
function openDays(last: string | null, today: number): number[] {
  const first = Math.max(last === null ? today - 1 : dayNumber(last) + 1, today - MAX_BACKLOG_DAYS);
  return Array.from({ length: Math.max(0, today - first) }, (_, i) => first + i);
}
