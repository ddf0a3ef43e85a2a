import { topicName } from '../../topics/taxonomy.ts';
import { monthDay } from '../period.ts';
import { GROUPED_CATEGORIES } from '../snapshot/sensitive-topics.ts';
import type { Snapshot, Subject } from '../snapshot/snapshot.ts';

/** The categories that no unit's numbers tell apart, see GROUPED_CATEGORIES. */
export const GROUP_NAMES = GROUPED_CATEGORIES.filter((code) => code !== '99')
  .map((code) => topicName(code))
  .join('、');

/** Where a matter is that no single street holds. */
export const SEVERAL_STREETS = '多个街镇';

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

/** How a hotspot goes on, as the end of a sentence about it. */
export const TREND_WORDS = {
  new: '属新出现的问题',
  continuing: '延续上期态势',
  intensifying: '有所加剧',
  persistent: '长期存在',
  sporadic: '属偶发',
} as const;

/**
 * Names of matters in a sentence, in quotation marks, with nothing between them (GB/T 15834-2011, 4.5.3.5); of those called
 * the same, each with its ward.
 */
export function namesOf(matters: readonly { title: string; wardName: string }[]): string {
  const titles = matters.map(({ title }) => inSentence(title));
  const isTwice = (title: string): boolean => titles.indexOf(title) !== titles.lastIndexOf(title);
  return matters.map(({ wardName }, at) => `“${isTwice(titles[at]!) ? wardName : ''}${titles[at]!}”`).join('');
}

/** Labour, education, health and welfare: people ask for an answer rather than for a hand. */
const TO_BE_EXPLAINED = new Set(['14', '15', '16', '17']);

/** A question, or the name of a procedure. */
const ASKS = /(?:怎么办|吗|办理|迁移|转移|报销|备案)[？?]?$/;

/** What a matter asks of an office: 解决 a trouble, 答复 a question, 研究 a proposal. */
export function askedOf({ topicCode, title }: { topicCode: string; title: string }): '解决' | '答复' | '研究' {
  if (/^(?:建议|希望)/.test(title)) return '研究';
  return TO_BE_EXPLAINED.has(topicCode.slice(0, 2)) || ASKS.test(title) ? '答复' : '解决';
}

/** The title without a mark at its end, to stand inside 《》 or a sentence. */
export function inSentence(title: string): string {
  return title.replace(/[。！？!?，,；;：:、\s]+$/u, '');
}
