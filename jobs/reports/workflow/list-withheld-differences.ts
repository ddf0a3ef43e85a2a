import { topicCodes, topicName } from '../../topics/taxonomy.ts';
import { categoryTable } from '../content/sections/categories.ts';
import type { CountedTopics, TopicCount } from '../snapshot/hidden-cells.ts';
import { GROUPED_CATEGORIES, isGroupedTopic } from '../snapshot/sensitive-topics.ts';
import type { CategoryFacts, Snapshot } from '../snapshot/snapshot.ts';
import { type Difference, rowDifferences } from './list-differences.ts';
import { leavesOut } from './list-public-differences.ts';

/** A snapshot with what it was not to print, of its month and the one before; null of a period that keeps none. */
export interface ExactSide {
  snapshot: Snapshot;
  counted: CountedTopics | null;
  countedBefore: CountedTopics | null;
}

const AXES = [
  { axis: 'categories', caption: '各类诉求情况' },
  { axis: 'topics', caption: '各小类诉求情况' },
] as const;
type Axis = (typeof AXES)[number]['axis'];

/**
 * For leaders only: every number of a category or topic that is different and that one of both countings leaves out, exactly.
 * With the lines of listPublicDifferences that give both numbers, these are all differences, each once. Days, weeks and months
 * that are not over count their group as one number, so nothing of it is left out.
 */
export function listWithheldDifferences(before: ExactSide, after: ExactSide): Difference[] {
  if (!before.counted || !after.counted) return [];
  return AXES.flatMap(({ axis, caption }) => {
    const [was, is] = [before, after].map((side) =>
      categoryTable(exactRows(side, axis), side.snapshot.totals.now.documents, { id: axis, caption }),
    );
    return rowDifferences(was, is)
      .filter(({ key, what }) => {
        const subject = { axis, code: key, isEarlier: what === '上期件数' || what === '环比' };
        return leavesOut(before.snapshot, subject) || leavesOut(after.snapshot, subject);
      })
      .map(({ place, item, what, before: old, after: now }) => ({ place, item, what, before: old, after: now }));
  });
}

/** Every category or topic of the group as it was counted, also those with nothing. */
function exactRows({ snapshot, counted, countedBefore }: ExactSide, axis: Axis): CategoryFacts[] {
  const { subject, totals } = snapshot;
  if (axis === 'topics' && subject.level !== 'district') return [];
  const rowsOf = (of: CountedTopics | null): Map<string, TopicCount> =>
    new Map(
      (of?.[axis === 'topics' ? 'topics' : 'wards'] ?? [])
        .filter(({ unit }) => unit === subject.code)
        .map((row) => [row.topic, row]),
    );
  const [now, earlier] = [rowsOf(counted), rowsOf(countedBefore)];
  const codes = axis === 'topics' ? topicCodes.filter((code) => isGroupedTopic(code)) : GROUPED_CATEGORIES;
  return codes.map((code) => ({
    code,
    name: topicName(code),
    documents: now.get(code)?.documents ?? 0,
    reporters: now.get(code)?.reporters ?? 0,
    before: totals.before && countedBefore ? (earlier.get(code)?.documents ?? 0) : null,
    reportersBefore: totals.before && countedBefore ? (earlier.get(code)?.reporters ?? 0) : null,
  }));
}
