import { formatNumber, formatRatio, formatTime, spanOf } from '../lib/format.ts';
import { useClock } from './useClock.ts';
import { useI18n } from './useI18n.ts';
import { useSession } from './useSession.ts';

const count = (value: number | null, digits = 0): string => formatNumber(value, digits);
const ratio = (value: number | null): string => formatRatio(value);

/** The formatters, bound to the page's language, the district's time zone and its clock. */
export function useFormat() {
  const { t } = useI18n();
  const { district } = useSession();
  const { now, quarter } = useClock();

  const time = (instant: string | null) =>
    instant ? formatTime(instant, district.value.timeZone, quarter.value) : '—';

  /** "2 小时 5 分": a span in words, without saying whether it is past. */
  function span(ms: number): string {
    const { unit, count: n, rest } = spanOf(ms);
    const words = { day: 'span.day', hour: 'span.hour', minute: 'span.minute', second: 'span.second' } as const;
    const text = t(words[unit], { n });
    const finer = { day: 'span.hour', hour: 'span.minute' } as const;
    return rest > 0 && (unit === 'day' || unit === 'hour') ? `${text} ${t(finer[unit], { n: rest })}` : text;
  }
  /** "3 小时前" on the district's clock; "刚刚" below a minute. */
  function ago(instant: string): string {
    const ms = now.value - Date.parse(instant);
    return ms < 60_000 ? t('time.justNow') : t('time.ago', { span: span(ms) });
  }
  return { count, ratio, time, span, ago };
}
