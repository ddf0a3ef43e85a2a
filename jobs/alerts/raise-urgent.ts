import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type EventFigures, listEventFigures } from '#warehouse/analytics/hotspots/list-event-figures.ts';
import { type EventTitle, listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { topicName } from '../topics/taxonomy.ts';
import { toInstant, type AlertDesk } from './alert-desk.ts';
import type { RaisableHotspot } from './contract.ts';
import { emergencySeverity } from './lifecycle/level.ts';
import { raiseSome, type RaiseReport } from './raise-alerts.ts';

/** A document as it was written, as far as this looks at it. */
interface WrittenMember {
  event_id: string;
  severity: number;
  is_deleted: number;
  published_at: string;
}

const DAY_MS = 86_400_000;
/** What an old file tells is no emergency of now. */
const FRESH_MS = DAY_MS;
/** The longer of the windows whose ranking raises alerts. */
const COUNTED_DAYS = 7;

/**
 * Raises what cannot wait for the next ranking: events that an emergency was just written to. The ranking that follows
 * sees the same and gives the alert its heat, so nothing is lost where this fails.
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
  const since = new Date(Date.parse(at) - COUNTED_DAYS * DAY_MS).toISOString();
  const [figures, titles] = await Promise.all([
    listEventFigures(deps.analytics, eventIds, since),
    listEventTitles(deps.analytics, eventIds),
  ]);
  const runId = `urgent-${at}`;
  const hotspots = figures.flatMap((each) => {
    const title = titles.get(each.event_id);
    return title ? [toRaisable(each, title, { runId, at })] : [];
  });
  return raiseSome(deps.desk, { runId, hotspots, now: at });
}

function toRaisable(figures: EventFigures, title: EventTitle, run: { runId: string; at: string }): RaisableHotspot {
  return {
    eventId: title.event_id,
    title: title.title,
    place: title.place,
    topicCode: title.topic_code,
    topicName: topicName(title.topic_code),
    categoryCode: title.topic_code.slice(0, 2),
    wardCode: commonWard(figures.wards),
    // Not ranked yet.
    heat: 0,
    surprise: 0,
    documents: figures.documents,
    reporters: figures.reporters,
    communities: figures.communities,
    severity: figures.severity,
    sensitive: figures.private_documents === figures.documents,
    ...run,
  };
}

/** The smallest ward that holds all that is located: community, street or district. */
export function commonWard(codes: readonly string[]): string {
  const located = codes.filter((code) => code !== '');
  const [first = ''] = located;
  const length = [12, 9, 6].find((digits) => located.every((code) => code.slice(0, digits) === first.slice(0, digits)));
  return length === undefined ? '' : first.slice(0, length);
}
