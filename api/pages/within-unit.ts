import { topicCodes } from '#jobs/topics/taxonomy.ts';
import type { Department, Route } from '#warehouse/model/district.ts';
import { narrowScope, type Scope, topicPrefixes } from '#warehouse/model/scope.ts';

/** Who takes what: the departments by code, and the rules from top to bottom. */
interface Units {
  departments: ReadonlyMap<string, Pick<Department, 'line' | 'wardCode'>>;
  routing: readonly Route[];
}

/** A scope limited further to what the rules of today may give a unit, as lead or assisting. Nothing for an unknown unit. */
export function withinUnit(scope: Scope, code: string, { departments, routing }: Units): Scope {
  const unit = departments.get(code);
  const seen = topicPrefixes(scope);
  const topics = topicCodes.filter(
    (topic) => seen.some((prefix) => topic.startsWith(prefix)) && mayTake(code, topic, routing),
  );
  const { wards } = narrowScope(scope, unit?.wardCode ?? '');
  return { wards, lines: scope.lines ?? (unit ? [unit.line] : []), topics: unit ? topics : [] };
}

/** The first rule for every ward and 性质 of a topic hides those below it. */
function mayTake(unit: string, topic: string, routing: readonly Route[]): boolean {
  const rules = routing.filter((rule) => topic.startsWith(rule.topic));
  const last = rules.findIndex(({ ward, nature }) => ward === '' && nature === '');
  const reached = last < 0 ? rules : rules.slice(0, last + 1);
  return reached.some(({ lead, assist }) => lead === unit || assist.includes(unit));
}
