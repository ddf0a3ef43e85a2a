import { topicName } from '../../topics/taxonomy.ts';
import type { Release } from './collect-release.ts';
import type { TopicCount } from './hidden-cells.ts';
import type { CategoryFacts } from './snapshot.ts';

/** The rows that may be shown; those left out stand together in one row without a name, last. */
export function publishable(
  { counting, countingBefore }: Release,
  rows: { now: readonly TopicCount[]; before: readonly TopicCount[] | null },
): CategoryFacts[] {
  const earlier = rows.before && new Map(rows.before.map((row) => [row.topic, row]));
  const before = (row: TopicCount) =>
    earlier && !countingBefore.isHidden(row) ? (earlier.get(row.topic) ?? { documents: 0, reporters: 0 }) : null;
  const shown = rows.now
    .filter((row) => !counting.isHidden(row))
    .map((row) => ({
      code: row.topic,
      name: topicName(row.topic),
      documents: row.documents,
      reporters: row.reporters,
      before: before(row)?.documents ?? null,
      reportersBefore: before(row)?.reporters ?? null,
    }));
  const rest = rows.now.filter(counting.isHidden).reduce((sum, { documents }) => sum + documents, 0);
  return rest === 0 ? shown : [...shown, { code: '', name: '', documents: rest, reporters: null, before: null }];
}
