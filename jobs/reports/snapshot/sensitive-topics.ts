/**
 * Categories whose matters show health, family or need (个人信息保护法, art. 28): small cells are left out of what is
 * published, single matters go to the leaders' annex. 15 民政救助, 16 医疗卫生, 18 邻里矛盾.
 */
export const SENSITIVE_CATEGORIES: ReadonlySet<string> = new Set(['15', '16', '18']);

/**
 * The categories among which a small count of a sensitive one hides: beside the sensitive ones 20 基层治理, 98 表扬 and 99,
 * which are many everywhere and which nobody acts on by their number. The group is the same for every unit and period, so
 * what days and weeks print of it is one number, and adding and subtracting them tells nothing of its parts.
 */
export const GROUPED_CATEGORIES: readonly string[] = ['15', '16', '18', '20', '98', '99'];

/** Whether a topic belongs to a sensitive category. */
export function isSensitiveTopic(topicCode: string): boolean {
  return SENSITIVE_CATEGORIES.has(topicCode.slice(0, 2));
}

/** Whether a topic's category is one of the group. */
export function isGroupedTopic(topicCode: string): boolean {
  return GROUPED_CATEGORIES.includes(topicCode.slice(0, 2));
}
