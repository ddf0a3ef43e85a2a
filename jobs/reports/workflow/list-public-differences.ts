import { ratio } from '../content/blocks.ts';
import type { ReportModel } from '../content/model.ts';
import { REST } from '../content/sections/categories.ts';
import { cellText } from '../render/cell-text.ts';
import { GROUPED_CATEGORIES, isGroupedTopic } from '../snapshot/sensitive-topics.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { type Difference, listDifferences, type LocatedDifference } from './list-differences.ts';

/** A counting and the report that it makes. */
export interface Side {
  model: ReportModel;
  snapshot: Snapshot;
}

/** Stands for a number that protection of personal data does not let be printed. */
export const WITHHELD = '不公布（保护个人信息）';

/**
 * What a correction says to everybody: each printed number that is different, and in the place of one that may not be printed
 * any more, that it is withheld. It is worked out of the two editions alone, so whoever has both learns nothing from it. For
 * that reason a number withheld in both has no line of its own, which would tell that it changed, and not even how many changed
 * is told: two late documents that change one number and not two are of one category, and where only one of two neighbours
 * could have had both, that tells whose. One line says how many categories stand together, as the table does.
 */
export function listPublicDifferences(before: Side, after: Side): Difference[] {
  const all = listDifferences(before.model, after.model).filter(({ table, key }) => !isRest(table, key));
  const lines = [...all.flatMap((line) => protectedLine(line, before, after)), ...restLines(before, after)];
  const merged = lines.length > 0 ? mergedLine(after) : [];
  return [...lines, ...merged].map(({ place, item, what, before: was, after: is }) => ({
    place,
    item,
    what,
    before: was,
    after: is,
  }));
}

const isRest = (table: string, key: string): boolean => table === 'categories' && key === 'rest';

/** Where a line is about a category or topic: which, and whether it compares with the period before. */
interface Subject {
  axis: 'categories' | 'topics';
  code: string;
  isEarlier: boolean;
}

const EARLIER_COLUMNS = new Set(['上期件数', '环比']);

function subjectOf({ table, key, what }: LocatedDifference): Subject | undefined {
  if (table === 'categories') return { axis: 'categories', code: key, isEarlier: EARLIER_COLUMNS.has(what) };
  const [, axis, code = '', part = ''] = /^(category|topic)\.(\d+)(?:\.(\w+))?$/.exec(table === '' ? key : '') ?? [];
  if (axis === undefined) return undefined;
  return { axis: axis === 'topic' ? 'topics' : 'categories', code, isEarlier: part === 'change' || part === 'before' };
}

/**
 * Whether a report leaves out a number of its group. Zero and left out look the same in it, and have to look the same here:
 * where anything stands in the merged row, each category that is not printed may be in it.
 */
export function leavesOut({ totals, ...snapshot }: Snapshot, { axis, code, isEarlier }: Subject): boolean {
  if (!isGroupedTopic(code)) return false;
  const rows = snapshot[axis];
  const row = rows.find((each) => each.code === code);
  if (!row) return rows.some((each) => each.code === '');
  return isEarlier && totals.before !== null && row.before === null;
}

const isNumber = (text: string): boolean => text !== '' && text !== '—';

function protectedLine(line: LocatedDifference, before: Side, after: Side): LocatedDifference[] {
  const subject = subjectOf(line);
  if (!subject) return [line];
  const shown = (text: string, { snapshot }: Side): string =>
    !isNumber(text) && leavesOut(snapshot, subject) ? WITHHELD : text;
  const [was, is] = [shown(line.before, before), shown(line.after, after)];
  const tells = (isNumber(was) && was !== WITHHELD) || (isNumber(is) && is !== WITHHELD);
  return tells ? [{ ...line, before: was, after: is }] : [];
}

/** The merged row, of the categories that it has now: what an edition printed apart is added to what it merged. */
function restLines(before: Side, after: Side): LocatedDifference[] {
  const isMerged = (code: string): boolean =>
    code === '' || leavesOut(after.snapshot, { axis: 'categories', code, isEarlier: false });
  const [was, is] = [before, after].map(({ snapshot: { categories, totals } }) => {
    const rows = categories.filter(({ code }) => isMerged(code));
    const documents = rows.reduce((sum, row) => sum + row.documents, 0);
    return {
      件数: cellText(documents, 'integer'),
      占比: cellText(ratio(documents, totals.now.documents), 'percent'),
    };
  });
  return (['件数', '占比'] as const)
    .filter((what) => was![what] !== is![what])
    .map((what) => restLine(what, was![what], is![what]));
}

/** Says, in every correction of a report with a merged row, that its parts are not told. */
function mergedLine({ snapshot }: Side): LocatedDifference[] {
  const merged = GROUPED_CATEGORIES.filter((code) =>
    leavesOut(snapshot, { axis: 'categories', code, isEarlier: false }),
  );
  return merged.length === 0 ? [] : [restLine(`分列的${merged.length}类`, WITHHELD, WITHHELD)];
}

function restLine(what: string, before: string, after: string): LocatedDifference {
  return { table: 'categories', key: 'rest', place: '各类诉求情况', item: REST, what, before, after };
}
