import { monthDay } from '../period.ts';
import type { Snapshot, Subject } from '../snapshot/snapshot.ts';

/** How a report speaks of all of its subject: 全区, 全镇, 全街道, or its name. */
export function wholeOf(subject: Subject): string {
  if (subject.level === 'district') return '全区';
  if (subject.level !== 'street') return subject.name;
  return subject.name.endsWith('镇') ? '全镇' : '全街道';
}

/** What lies below it. */
export function childWord(subject: Subject): string {
  return subject.level === 'district' ? '街镇' : '居村';
}

/** 2020年12月, or 2020年12月（截至12日） of a period that is not over. */
export function periodWords({ period, cutAt }: Snapshot): string {
  return cutAt === null || period.kind === 'day' ? period.label : `${period.label}（截至${monthDay(cutAt)}）`;
}

/** Runs of days: 10月1日至8日, 11月3日. */
export function dayRuns(days: readonly string[]): string {
  const runs: string[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const next = run && new Date(Date.parse(`${run.at(-1)!}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    if (run && next === day) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0]!, run.at(-1)!];
      if (first === last) return monthDay(first);
      const isSameMonth = first.slice(0, 7) === last.slice(0, 7);
      return `${monthDay(first)}至${isSameMonth ? `${Number(last.slice(8))}日` : monthDay(last)}`;
    })
    .join('、');
}

/** Trend words of a hotspot. */
export const TREND_WORDS = {
  new: '新增',
  continuing: '延续',
  intensifying: '加剧',
  persistent: '持续',
  sporadic: '零星',
} as const;

/** The title without a mark at its end, to stand inside 《》 or a sentence. */
export function inSentence(title: string): string {
  return title.replace(/[。！？!?，,；;：:、\s]+$/u, '');
}
