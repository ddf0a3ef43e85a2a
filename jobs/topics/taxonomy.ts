import { categoryRows, type DepartmentKind } from './data/category-rows.ts';

export type { DepartmentKind } from './data/category-rows.ts';

export type TopicLocale = 'zh' | 'en';

/** A second-level topic, e.g. 0801 拥堵. */
export interface Topic {
  code: string;
  zh: string;
  en: string;
}

/** A first-level category, e.g. 08 交通出行, with its default departments. */
export interface Category {
  code: string;
  zh: string;
  en: string;
  lead: DepartmentKind;
  assist: DepartmentKind[];
  topics: Topic[];
}

/** Praise, and texts that fit nowhere. */
export const PRAISE_TOPIC = '9800';
export const NO_TOPIC = '9900';

function parseTopic(row: string): Topic {
  const [code = '', zh = '', ...en] = row.split(' ');
  return { code, zh, en: en.join(' ') };
}

/** The default categories in the order of their codes. */
export const categories: readonly Category[] = Object.entries(categoryRows)
  .map(([code, row]) => ({ ...row, code, topics: row.topics.map(parseTopic) }))
  .toSorted((a, b) => a.code.localeCompare(b.code));

const categoryByCode = new Map(categories.map((category) => [category.code, category]));
const topicByCode = new Map(categories.flatMap((category) => category.topics.map((topic) => [topic.code, topic])));

/** Every code that a document may carry: the topics, and XX00 for each category as a whole. */
export const topicCodes: readonly string[] = categories.flatMap((category) => [
  `${category.code}00`,
  ...category.topics.map((topic) => topic.code),
]);

/** The category of a topic code (its first two digits), or undefined for a code outside the default taxonomy. */
export function categoryOf(code: string): Category | undefined {
  return categoryByCode.get(code.slice(0, 2));
}

/**
 * The name of a topic (4 digits) or category (2 digits, or XX00) in Chinese or English.
 * A code outside the taxonomy is its own name, so that a district's own codes stay readable.
 */
export function topicName(code: string, locale: TopicLocale = 'zh'): string {
  const named = topicByCode.get(code) ?? (code.length === 2 || code.endsWith('00') ? categoryOf(code) : undefined);
  return named?.[locale] ?? code;
}
