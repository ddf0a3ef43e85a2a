import { calendarInForce, calendarSetting } from '#jobs/alerts/settings/calendar-setting.ts';
import { createDetectionPool } from '#jobs/hotspots/detect/detection-pool.ts';
import { detectionSetting } from '#jobs/hotspots/detect/detection-setting.ts';
import { judgeReplay, type ReplayReport } from '#jobs/hotspots/detect/judge-replay.ts';
import type { DetectionParameters } from '#jobs/hotspots/detect/parameters.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { checkSetting } from '#jobs/settings/save-setting.ts';
import { listEventTitles } from '#warehouse/analytics/hotspots/list-event-titles.ts';
import { listEventPeaks } from '#warehouse/analytics/detect/list-event-peaks.ts';
import { namesOf } from '../pages/names.ts';
import { Failure } from './failure.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';
import { replayLines } from './replay-lines.ts';

export interface ReplayOptions extends SystemOptions {
  from: string;
  to: string;
  set?: string[] | undefined;
  json?: boolean | undefined;
}

const DAY_MS = 86_400_000;
/** A year and a day: longer is a matter for a bench. */
const MAX_DAYS = 366;

/** `minqing replay`: what the detectors would have called over a period by other thresholds, what they would have missed. */
export async function replay(options: ReplayOptions): Promise<void> {
  const from = instant('--from', options.from);
  const to = instant('--to', options.to);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days <= 0 || days > MAX_DAYS) throw new Failure(`--to 须晚于 --from，且不超过 ${MAX_DAYS} 天`, 2);
  const system = await openSystem(options, { attach: true, existing: true });
  const pool = createDetectionPool();
  try {
    const { district, analytics } = system;
    const settings = await openSettings(system.ledger, {
      district,
      registry: [detectionSetting, calendarSetting],
      log: system.log,
    });
    const parameters = parametersOf(settings.current(detectionSetting), options.set ?? [], district);
    const basis = { district, parameters, parametersVersion: 0, calendar: calendarInForce(settings) };
    const signals = await pool.replay(analytics.address, { ...basis, from, to });
    const peaks = await listEventPeaks(analytics, { from, to, timeZone: district.timeZone, atLeast: 1 });
    await print(system, judgeReplay(signals, peaks, days), {
      parameters,
      tried: options.set ?? [],
      from,
      to,
      json: options.json ?? false,
    });
  } finally {
    await Promise.all([pool.close(), system.close()]);
  }
}

/** The thresholds that hold, with what `--set` changes; checked as the settings page checks them. */
function parametersOf(
  current: DetectionParameters,
  changes: readonly string[],
  district: System['district'],
): DetectionParameters {
  const asked = Object.fromEntries(
    changes.map((change) => {
      const [name = '', value = ''] = change.split('=');
      if (!(name in current)) throw new Failure(`没有名为 ${name} 的门槛；可用：${Object.keys(current).join('、')}`, 2);
      return [name, name === 'windowHours' ? value.split(',').map(Number) : Number(value)];
    }),
  );
  const checked = checkSetting(detectionSetting, { ...current, ...asked }, district);
  if (checked.kind === 'invalid') throw new Failure(checked.problems.join('\n'), 2);
  return checked.value;
}

interface Printing {
  parameters: DetectionParameters;
  tried: readonly string[];
  from: string;
  to: string;
  json: boolean;
}

async function print(
  system: System,
  report: ReplayReport,
  { parameters, tried, from, to, json }: Printing,
): Promise<void> {
  const names = namesOf(system.district);
  const events = [...report.signals.flatMap(({ event_ids }) => event_ids), ...report.missed.map((one) => one.event_id)];
  const titles = await listEventTitles(system.analytics, [...new Set(events)]);
  const titleOf = (event: string | undefined): string => (event && titles.get(event)?.title) || '';
  const { perWeek, unconfirmedPerWeek } = report;
  if (json) {
    for (const { event_ids, ...signal } of report.signals)
      console.log(
        JSON.stringify({
          result: 'raised',
          ...signal,
          eventIds: event_ids,
          title: titleOf(event_ids[0]),
          wardName: names.ward(signal.ward_code),
        }),
      );
    for (const peak of report.missed)
      console.log(JSON.stringify({ result: 'missed', ...peak, title: titleOf(peak.event_id) }));
    const counts = { raised: report.signals.length, missed: report.missed.length, perWeek, unconfirmedPerWeek };
    console.log(JSON.stringify({ result: 'summary', from, to, ...counts, parameters }));
    return;
  }
  const { timeZone, sources } = system.district;
  const source = (id: string): string => sources.find((one) => one.id === id)?.name ?? id;
  const nameOf = { ward: names.ward, topic: names.topic, source };
  for (const line of replayLines(report, { from, to, timeZone, tried, nameOf, titleOf })) console.log(line);
}

/** An instant, or a day, which begins at its midnight in China. */
function instant(name: string, text: string): string {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text);
  if (Number.isNaN(date.getTime())) throw new Failure(`${name} 须为 ISO 时刻或日期，如 2020-12-12，不是 ${text}`, 2);
  return date.toISOString();
}
