import { effectOfDays } from '#jobs/hotspots/effect/matter-days.ts';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import { recurrenceOf } from '#jobs/hotspots/recurrence/recurrence-of.ts';
import { listSignals } from '#warehouse/analytics/detect/list-signals.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import { listAnnouncementsNear } from '#warehouse/analytics/pages/list-announcements-near.ts';
import { listEventBreakdown } from '#warehouse/analytics/pages/list-event-breakdown.ts';
import { listMatterDays } from '#warehouse/analytics/pages/list-matter-days.ts';
import { listInterventions } from '#warehouse/ledger/interventions/interventions.ts';
import type { ApiContext } from '../context.ts';
import type { EventBackground } from '../contract/leads.ts';
import { toSignalView } from './signal-views.ts';
import type { Viewpoint } from './viewpoint.ts';

const DAY_MS = 86_400_000;
/** An announcement explains what follows within a week (story A5: the day after). */
const ANNOUNCED_BEFORE_DAYS = 7;
/** What is marked further back than this is not told any more. */
const YEARS_MS = 3 * 365 * DAY_MS;
const MOST_SIGNALS = 10;

/**
 * GET /api/events/{id}/background: what the detectors called, what was announced before, how often it came back, and what changed
 * after something was done. Null when no document of the event lies in the asker's scope.
 */
export async function eventBackground(context: ApiContext, view: Viewpoint): Promise<EventBackground | null> {
  const { reader, ledger, district } = context;
  const event = view.asked.event ?? '';
  const { timeZone } = district;
  const life = { ...view.filter, ward: undefined, event, from: '1990-01-01T00:00:00.000Z' };
  const [breakdown, described] = await Promise.all([listEventBreakdown(reader, life), getEvent(reader, event)]);
  if (breakdown.wards.length === 0 || !described) return null;
  const place = described.place.split('、')[0] ?? '';
  const about = { event, place, topicCode: described.topic_code, timeZone };
  const announced = new Date(Date.parse(described.first_at) - ANNOUNCED_BEFORE_DAYS * DAY_MS).toISOString();
  const long = new Date(Date.parse(view.at) - YEARS_MS).toISOString();
  const scope = { ...view.filter, ward: undefined, event: undefined, topic: undefined, source: undefined };
  const [days, marks, signals, announcements] = await Promise.all([
    listMatterDays(reader, { ...scope, ...about, from: long }),
    listInterventions(ledger, event),
    listSignals(reader, { scope: view.scope, from: long, to: view.at, eventId: event, limit: MOST_SIGNALS }),
    listAnnouncementsNear(reader, {
      ...scope,
      from: announced,
      to: described.last_at,
      places: described.place.split('、').filter(Boolean),
      wardCodes: [...new Set(breakdown.wards.map(({ code }) => code).filter(Boolean))],
    }),
  ]);
  const today = dayIn(timeZone, view.at);
  return {
    signals: signals.map((signal) => toSignalView(context, signal)),
    recurrence: recurrenceOf(
      days.map(({ day, matter }) => ({ day, reports: matter })),
      today,
    ),
    announcements: announcements.map(({ published_at, ward_code, title }) => ({
      at: published_at,
      wardName: context.names.ward(ward_code),
      title,
    })),
    effects: marks.map(({ intervention_id, done_at, title, created_by }) => ({
      id: intervention_id,
      doneAt: done_at,
      title,
      by: created_by,
      effect: effectOfDays(days, dayIn(timeZone, done_at), today),
    })),
  };
}
