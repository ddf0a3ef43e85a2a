import { parseTime } from '../sources/parse-time.ts';

/** 导出时间：2020-12-16 10:00, as systems print it above a table. */
const TOLD = /(?:导出|打印|制表|生成|下载|查询)(?:时间|日期|于)\s*[:：]?\s*(\d[^,，;；|）)]{5,30})/;

/** The instant at which a table was made, by what stands above its header; `undefined` where it does not say. */
export function exportedAt(above: readonly string[], zone: string): Date | undefined {
  for (const text of above) {
    const told = TOLD.exec(text)?.[1]?.trim();
    const instant = told === undefined ? undefined : parseTime(told, zone);
    if (instant) return new Date(instant);
  }
  return undefined;
}
