import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listSourceDays } from '#warehouse/analytics/detect/list-source-days.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { dayName } from '../baseline.ts';
import type { Clock } from './clock.ts';
import type { DetectionRequest } from './detect.ts';
import { SILENCE_DAYS, silenceOf } from './silence.ts';

const DAY_MS = 86_400_000;

/** The configured sources that are silent at the instant of a request, as signals. */
export async function listSilences(analytics: Analytics, request: DetectionRequest, clock: Clock): Promise<Signal[]> {
  const { district, at, parametersVersion } = request;
  const from = clock.startOf(clock.today - SILENCE_DAYS - 7);
  const sources = await listSourceDays(analytics, { from, to: at, timeZone: district.timeZone });
  const configured = new Set(district.sources.map(({ id }) => id));
  return sources.flatMap(({ source_id, last_at, days }): Signal[] => {
    if (!configured.has(source_id)) return [];
    const lastAt = Date.parse(last_at);
    const silence = silenceOf({
      lastAt,
      days,
      now: Date.parse(at),
      today: dayName(clock.today),
      daysSince: (Date.parse(at) - lastAt) / DAY_MS,
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
