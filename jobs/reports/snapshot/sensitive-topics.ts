/**
 * Categories whose matters show health, family or need (个人信息保护法, art. 28): small cells are left out of what is
 * published, single matters go to the leaders' annex. 15 民政救助, 16 医疗卫生, 18 邻里矛盾.
 */
export const SENSITIVE_CATEGORIES: ReadonlySet<string> = new Set(['15', '16', '18']);

/** Whether a topic belongs to a sensitive category. */
export function isSensitiveTopic(topicCode: string): boolean {
  return SENSITIVE_CATEGORIES.has(topicCode.slice(0, 2));
}
