import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { toInstant, type AlertDesk } from './alert-desk.ts';
import { countEvents } from './emergencies.ts';
import { emergencySeverity } from './lifecycle/level.ts';
import { raiseSome, type RaiseReport } from './raise-alerts.ts';

/** A document as it was written, as far as this looks at it. */
interface WrittenMember {
  event_id: string;
  severity: number;
  is_deleted: number;
  published_at: string;
}

/** What an old file tells is no emergency of now. */
const FRESH_MS = 86_400_000;

/**
 * Raises what cannot wait for the next ranking: events that an emergency was just written to. Every ranking is handed the
 * emergencies of the week, ranked or not (`emergencies.ts`), so nothing is lost where this fails.
 */
export async function raiseUrgent(
  deps: { analytics: Analytics; desk: AlertDesk },
  written: readonly object[],
  now: Date | string,
): Promise<RaiseReport | undefined> {
  const at = toInstant(now);
  const fresh = new Date(Date.parse(at) - FRESH_MS).toISOString();
  const urgent = (written as WrittenMember[]).filter(
    (one) => one.severity >= emergencySeverity && one.is_deleted === 0 && one.published_at >= fresh,
  );
  const eventIds = [...new Set(urgent.map((one) => one.event_id))];
  if (eventIds.length === 0) return undefined;
  const runId = `urgent-${at}`;
  const hotspots = await countEvents(deps.analytics, eventIds, { runId, at });
  return raiseSome(deps.desk, { runId, hotspots, now: at });
}
