import type { Department, Route } from '#warehouse/model/district.ts';
import { isWithin } from '#warehouse/model/ward.ts';

/** Who handles a matter. */
export interface Routed {
  lead: Department;
  assist: Department[];
}

/** What routing tells matters apart by. */
interface Matter {
  topicCode: string;
  wardCode: string;
  /** '' when unknown: then only rules for any 性质 hold. */
  nature: string;
}

/** Whether a rule is for a matter of this topic, ward and 性质. */
export function holdsFor(rule: Pick<Route, 'topic' | 'ward' | 'nature'>, matter: Matter): boolean {
  const { topic, ward, nature } = rule;
  return (
    matter.topicCode.startsWith(topic) && isWithin(matter.wardCode, ward) && (nature === '' || nature === matter.nature)
  );
}

/**
 * The first rule whose topic, ward and 性质 hold the matter, from top to bottom; the last rule takes what none does (首接负责).
 * Throws when a rule names a department that the district does not have: a fault of the configuration.
 */
export function routeMatter(
  rules: { routing: readonly Route[]; departments: ReadonlyMap<string, Department> },
  matter: Matter,
): Routed {
  const { routing, departments } = rules;
  const rule = routing.find((one) => holdsFor(one, matter)) ?? routing.at(-1);
  if (!rule) throw new Error('the district has no routing rule');
  const named = (code: string): Department => {
    const department = departments.get(code);
    if (!department) throw new Error(`routing names the unknown department ${code}`);
    return department;
  };
  const assist = [...new Set(rule.assist)].filter((code) => code !== rule.lead);
  return { lead: named(rule.lead), assist: assist.map(named) };
}
