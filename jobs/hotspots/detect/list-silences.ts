import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listSourceHours } from '#warehouse/analytics/detect/list-source-hours.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { dayNumber } from '../baseline.ts';
import type { Clock } from './clock.ts';
import { dayClassOf } from './day-class.ts';
import { SILENCE_DAYS, silenceOf } from './silence.ts';
import type { DetectionRequest } from './detection-request.ts';

/** Days in which a silence may have begun; an older one was told then. */
const LOOK_BACK_DAYS = 14;

/** The configured sources that are silent at the instant of a request, as signals. */
export async function listSilences(analytics: Analytics, request: DetectionRequest, clock: Clock): Promise<Signal[]> {
  const { district, at, calendar, parametersVersion } = request;
  const from = clock.startOf(clock.today - SILENCE_DAYS - LOOK_BACK_DAYS);
  const sources = await listSourceHours(analytics, { from, to: at, timeZone: district.timeZone });
  const configured = new Set(district.sources.map(({ id }) => id));
  return sources.flatMap(({ source_id, last_at, hours }): Signal[] => {
    if (!configured.has(source_id)) return [];
    const silence = silenceOf({
      lastAt: Date.parse(last_at),
      now: Date.parse(at),
      zoneOffsetMs: clock.zoneOffsetMs,
      hours: hours.map(([day, hour, documents]) => [dayNumber(day), hour, documents] as const),
      dayClassOf: (day) => dayClassOf(calendar, day),
    });
    if (!silence) return [];
    return [
      {
        signal_id: `silence:${source_id}:${last_at}`,
        kind: 'silence',
        ward_code: '',
        ward_codes: [],
        topic_code: '',
        source_id,
        raised_at: at,
        since: last_at,
        last_at: at,
        observed: 0,
        expected: silence.expected,
        dispersion: silence.dispersion,
        p_value: silence.p,
        score: 0,
        recurrence_days: 0,
        event_ids: [],
        parameters_version: parametersVersion,
      },
    ];
  });
}
