import type { DocumentStep, HandlingLevel, StepKind } from '#warehouse/model/document-step.ts';
import { MAX_STEPS, stepKinds, handlingLevels } from '#warehouse/model/document-step.ts';
import { parseTime, type TimeFormat, type TimePlace } from './parse-time.ts';

/** How platforms word a step; those that hold the word of another stand before it: 重新办结 is no 办结, 回访 no 回复. */
const kindWords: [RegExp, StepKind][] = [
  [/重办|重新|再次|reopen/i, 'reopened'],
  [/回访|评价|满意|follow.?up|survey/i, 'followUp'],
  [/退回|退单|驳回|return|reject/i, 'returned'],
  [/转派|转办|改派|移交|transfer|forward|referred/i, 'transferred'],
  [/上报|提级|升级|提交圆桌|escalat/i, 'escalated'],
  [/派单|分派|派发|交办|下派|dispatch|assign/i, 'dispatched'],
  [/签收|接单|接收|领取|acknowledg/i, 'acknowledged'],
  [/办结|结案|归档|完成|关闭|closed?|resolved?|fixed|done/i, 'closed'],
  [/回复|答复|反馈|repl(?:y|ied)|respon/i, 'replied'],
  [/受理|登记|创建|提交|来电|opened|open|received|submitted|created|reported/i, 'received'],
];

/** A unit's name ends with its own level: 北干街道博学社区 is a community, 萧山区北干街道 a street. */
const levelWords: [RegExp, HandlingLevel][] = [
  [/居委|村委|居村|居民区|社区|小区|物业|业委|网格|^(?:community|ward|village)$/i, 'community'],
  [/街道|街镇|乡镇|镇(?!江)|(?<!城)乡|^(?:street|town|township|subdistrict)$/i, 'street'],
  [/(?<!小|社|园|片|校|景)区|县|^(?:district|county)$/i, 'district'],
  [/市(?!场|容|政|民|监)|^(?:city|municipal(?:ity)?)$/i, 'city'],
];

/** The step that a word of a platform means; 'other' where it means none of ours. */
export function stepKindOf(word: string): StepKind {
  const text = word.trim();
  const own = stepKinds.find((kind) => kind.toLowerCase() === text.toLowerCase());
  return own ?? kindWords.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** Whose hands the name of a unit or level means; '' where it tells none. */
export function handlingLevelOf(word: string): HandlingLevel | '' {
  const text = word.trim();
  const own = handlingLevels.find((level) => level === text.toLowerCase());
  return own ?? levelWords.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}

/** A step as a row holds it, in the platform's words. */
export interface WrittenStep {
  at: unknown;
  kind: unknown;
  level?: unknown;
}

/** The steps of a row, oldest first, without those whose time cannot be read: a date that is no date loses no ticket. */
export function readSteps(
  written: readonly WrittenStep[],
  place: TimePlace | string,
  format?: TimeFormat,
): DocumentStep[] {
  const steps = written.flatMap(({ at, kind, level }) => {
    const instant = parseTime(at, place, format);
    if (instant === undefined) return [];
    return [{ at: instant, kind: stepKindOf(wordOf(kind)), level: handlingLevelOf(wordOf(level)) }];
  });
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-MAX_STEPS);
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who closed a matter that is closed: as its platform says it, or who did the last step that closed it. */
export function closedLevelOf(told: string, steps: readonly DocumentStep[]): HandlingLevel | '' {
  return handlingLevelOf(told) || (steps.findLast(({ kind }) => kind === 'closed')?.level ?? '');
}
