import { dayIn } from '#jobs/hotspots/baseline.ts';
import type { ApiContext } from '../context.ts';
import { seesSource } from '../pages/snapshot.ts';
import type { Viewpoint } from '../pages/viewpoint.ts';

/** The name of what lies elsewhere is not told, as nothing of it is. */
const OUTSIDE = '您的范围之外';

/** The filter of a view in words, as it stands above what was exported: 北干街道 · 近 7 天 · 交通出行 · 截至 … */
export function filterWords(context: ApiContext, view: Viewpoint): string {
  const { asked, days, at, wardCode, scope } = view;
  const { names, district } = context;
  const parts = [
    asked.ward === 'none' ? names.ward('') : wardCode === '' ? OUTSIDE : names.ward(wardCode),
    days === 1 ? '今日' : `近 ${days} 天`,
    asked.topic && names.topic(asked.topic),
    asked.source && `来源：${seesSource(context, scope, asked.source) ? names.source(asked.source) : OUTSIDE}`,
    asked.department && `单位：${names.department(asked.department)}`,
    asked.q && `含“${asked.q}”`,
    `截至 ${wallClock(district.timeZone, at)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** 2020-12-12 09:30 on the district's wall clock; '' for null. */
export function wallClock(timeZone: string, instant: string | null): string {
  if (instant === null) return '';
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${dayIn(timeZone, instant)} ${time.format(Date.parse(instant))}`;
}
