import type { Department, Route } from '#warehouse/model/district.ts';
import { isWithin } from '#warehouse/model/ward.ts';

/** Who handles a matter. */
export interface Routed {
  lead: Department;
  assist: Department[];
}

/**
 * The first rule whose topic and ward hold the matter, from top to bottom; the last rule takes what none does (首接负责).
 * Throws when a rule names a department that the district does not have: a fault of the configuration.
 */
export function routeMatter(
  rules: { routing: readonly Route[]; departments: ReadonlyMap<string, Department> },
  matter: { topicCode: string; wardCode: string },
): Routed {
  const { routing, departments } = rules;
  const matching = routing.find(
    (rule) => matter.topicCode.startsWith(rule.topic) && isWithin(matter.wardCode, rule.ward),
  );
  const rule = matching ?? routing.at(-1);
  if (!rule) throw new Error('the district has no routing rule');
  const named = (code: string): Department => {
    const department = departments.get(code);
    if (!department) throw new Error(`routing names the unknown department ${code}`);
    return department;
  };
  const assist = [...new Set(rule.assist)].filter((code) => code !== rule.lead);
  return { lead: named(rule.lead), assist: assist.map(named) };
}
