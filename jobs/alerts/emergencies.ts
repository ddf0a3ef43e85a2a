import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listEmergencyEvents } from '#warehouse/analytics/hotspots/list-emergency-events.ts';
import { type EventFigures, listEventFigures } from '#warehouse/analytics/hotspots/list-event-figures.ts';
import { type EventTitle, listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { topicName } from '../topics/taxonomy.ts';
import type { RaisableHotspot } from './contract.ts';
import { emergencySeverity } from './lifecycle/level.ts';

const DAY_MS = 86_400_000;
/** The longer of the windows whose ranking raises alerts. */
const COUNTED_DAYS = 7;

interface Run {
  runId: string;
  /** UTC ISO. */
  at: string;
}

/** Counts of the named events, as alerting takes them; without heat, because they are not ranked. */
export async function countEvents(analytics: Analytics, eventIds: string[], run: Run): Promise<RaisableHotspot[]> {
  if (eventIds.length === 0) return [];
  const [figures, titles] = await Promise.all([
    listEventFigures(analytics, eventIds, daysBefore(run.at, COUNTED_DAYS)),
    listEventTitles(analytics, eventIds),
  ]);
  return figures.flatMap((each) => {
    const title = titles.get(each.event_id);
    return title ? [toRaisable(each, title, run)] : [];
  });
}

/**
 * Emergencies that a ranking does not name: its lists hold the hottest hundred, and one report of a fire may be less hot
 * than all of them. Whoever raises alerts by a ranking hands these over with it.
 */
export async function emergenciesBeside(
  analytics: Analytics,
  ranked: ReadonlySet<string>,
  run: Run,
): Promise<RaisableHotspot[]> {
  const since = daysBefore(run.at, COUNTED_DAYS);
  const events = await listEmergencyEvents(analytics, { since, severity: emergencySeverity });
  const beside = events.filter((eventId) => !ranked.has(eventId));
  return countEvents(analytics, beside, run);
}

/** The most frequent 性质 of each named event's documents. */
export async function naturesOf(analytics: Analytics, eventIds: string[], at: string): Promise<Map<string, string>> {
  const figures = await listEventFigures(analytics, eventIds, daysBefore(at, COUNTED_DAYS));
  return new Map(figures.map(({ event_id, nature }) => [event_id, nature]));
}

const daysBefore = (at: string, days: number): string => new Date(Date.parse(at) - days * DAY_MS).toISOString();

function toRaisable(figures: EventFigures, title: EventTitle, run: Run): RaisableHotspot {
  return {
    eventId: title.event_id,
    title: title.title,
    place: title.place,
    topicCode: title.topic_code,
    topicName: topicName(title.topic_code),
    categoryCode: title.topic_code.slice(0, 2),
    nature: figures.nature,
    wardCode: commonWard(figures.wards),
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
