import { listEventPeaks } from '#warehouse/analytics/detect/list-event-peaks.ts';
import { savedCalendar } from '../../alerts/settings/calendar-setting.ts';
import type { EffectContext, SettingEffect } from '../../settings/define-setting.ts';
import { createDetectionPool } from './detection-pool.ts';
import { judgeReplay, type ReplayReport } from './judge-replay.ts';
import type { DetectionParameters } from './parameters.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Replays the last month with the thresholds that hold and with those proposed, and says what would change. */
export async function detectionEffect(
  context: EffectContext,
  { before, after }: { before: DetectionParameters; after: DetectionParameters },
): Promise<SettingEffect> {
  const { reader, district, now } = context;
  const pool = createDetectionPool();
  try {
    const to = now.toISOString();
    const from = new Date(now.getTime() - DAYS * DAY_MS).toISOString();
    const peaks = await listEventPeaks(reader, { from, to, timeZone: district.timeZone, atLeast: 1 });
    const calendar = await savedCalendar(context);
    const judge = async (parameters: DetectionParameters): Promise<ReplayReport> => {
      const basis = { district, calendar, parameters, parametersVersion: 0 };
      return judgeReplay(await pool.replay(reader.address, { ...basis, from, to }), peaks, DAYS);
    };
    return compare(await judge(before), await judge(after));
  } finally {
    await pool.close();
  }
}

const count = (report: ReplayReport, kind: string): string =>
  String(report.signals.filter((signal) => signal.kind === kind).length);

function compare(before: ReplayReport, after: ReplayReport): SettingEffect {
  const added = after.signals.filter(
    (one) => !before.signals.some((other) => other.signal_id === one.signal_id),
  ).length;
  const lost = before.signals.filter((one) => !after.signals.some((other) => other.signal_id === one.signal_id)).length;
  return {
    summary: `按最近 ${DAYS} 天回放：新门槛会多报 ${added} 条、少报 ${lost} 条，漏掉的大事件 ${after.missed.length} 件（现为 ${before.missed.length} 件）。`,
    rows: [
      { label: '突增', before: count(before, 'burst'), after: count(after, 'burst') },
      { label: '缓升', before: count(before, 'rise'), after: count(after, 'rise') },
      { label: '聚集', before: count(before, 'cluster'), after: count(after, 'cluster') },
      {
        label: '未证实（每周）',
        before: before.unconfirmedPerWeek.toFixed(1),
        after: after.unconfirmedPerWeek.toFixed(1),
      },
      { label: '漏掉的大事件', before: String(before.missed.length), after: String(after.missed.length) },
    ],
  };
}
