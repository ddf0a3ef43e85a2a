import type { FieldRule, RawField } from './field-rule.ts';
import type { Manifest, StepsRule } from './manifest.ts';
import { readItemPath } from './item-path.ts';
import { parseTime, type TimePlace } from './parse-time.ts';
import { plainValue } from './plain-value.ts';
import { readSteps } from './read-step.ts';
import type { DocumentStep } from '#warehouse/model/document-step.ts';

/** A platform's row in the product's field names; values are as good as the row was, `checkRawItem` judges them. */
export type MappedRow = Partial<Record<RawField, unknown>> & { steps?: DocumentStep[] };

const timeFields: ReadonlySet<string> = new Set<RawField>(['publishedAt', 'updatedAt', 'repliedAt', 'closedAt']);
const countFields: ReadonlySet<string> = new Set<RawField>(['likes', 'comments', 'version']);
const trueWords = new Set('true 1 t y yes 是 √ 删除 已删除 已撤回 已撤销 deleted removed'.split(' '));

/** Nothing, as platforms write it: absent, null, an empty text or list. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function textOf(value: unknown, separator: string): unknown {
  if (Array.isArray(value)) {
    const parts = value.filter((part) => !isBlank(part)).map((part) => textOf(part, separator));
    // Joined, an object would read "[object Object]": left as it is, so that the check refuses it.
    return parts.every((part) => typeof part === 'string') ? parts.join(separator) : value;
  }
  // An id beyond 2^53 has lost digits in JSON or a spreadsheet: left as a number, so that the check refuses it.
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value);
  return typeof value === 'boolean' ? String(value) : value;
}

/** Brings a value into the type of its field where that is beyond doubt; leaves it alone where it is not. */
export function coerceField(
  field: RawField,
  value: unknown,
  place: TimePlace | string,
  rule?: Pick<FieldRule, 'time' | 'join'>,
): unknown {
  if (timeFields.has(field)) return parseTime(value, place, rule?.time) ?? value;
  if (countFields.has(field)) {
    const count = Array.isArray(value) ? value.length : plainValue(value);
    return typeof count === 'string' ? countOf(count.trim()) : wholeOf(count);
  }
  // Some platforms say when a row was deleted instead of whether.
  if (field === 'deleted')
    return trueWords.has(String(value).trim().toLowerCase()) || parseTime(value, place) !== undefined;
  return textOf(plainValue(value), rule?.join ?? ' ');
}

/** Some platforms give -1 where they do not count, or an average. */
function wholeOf(count: unknown): unknown {
  if (typeof count !== 'number' || Number.isInteger(count)) return count === -1 ? undefined : count;
  return Math.round(count);
}

/** A count as platforms show it: 12, 1,234, 3.0, 1.2万, 99+, a dash for none; a resident's words are not lost for a like. */
function countOf(text: string): unknown {
  if (/^[-—–/]*$/.test(text)) return undefined;
  const plain = /^\d{1,3}(?:,\d{3})+\+?$/.test(text) ? text.replaceAll(',', '') : text;
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,4})?)([万wW]?)\+?$/.exec(plain) ?? [];
  return digits === undefined ? text : Math.round(Number(digits) * (unit ? 10_000 : 1));
}

/** The lookup's value for a word of the platform; `CLOSED` is `closed` where the lookup does not tell them apart. */
function lookUp(lookup: NonNullable<FieldRule['lookup']>, word: string): unknown {
  if (Object.hasOwn(lookup, word)) return lookup[word];
  const folded = word.trim().toLowerCase();
  return Object.entries(lookup).find(([key]) => key.toLowerCase() === folded)?.[1];
}

function readRule(item: unknown, rule: FieldRule): unknown {
  if (rule.const !== undefined) return rule.const;
  const found = (rule.paths ?? [rule.path ?? []]).map((path) => readItemPath(item, path));
  if (rule.count) return Array.isArray(found[0]) ? found[0].length : 0;
  // With `join` several paths make one text; without it they are alternatives.
  if (rule.join !== undefined && found.length > 1) return found;
  return found.find((value) => !isBlank(value));
}

/** The value in the words of the rule, before it is brought into a type; undefined where there is none. */
function valueOf(item: unknown, rule: FieldRule): unknown {
  let value = readRule(item, rule);
  if (rule.lookup && !isBlank(value)) {
    value = lookUp(rule.lookup, String(value)) ?? rule.default ?? value;
  }
  if (isBlank(value)) value = rule.default;
  return isBlank(value) ? undefined : value;
}

function applyRule(item: unknown, field: RawField, rule: FieldRule, place: TimePlace): unknown {
  const value = valueOf(item, rule);
  if (value === undefined) return undefined;
  const coerced = coerceField(field, value, place, rule);
  return rule.prefix === undefined ? coerced : `${rule.prefix}${String(coerced)}`;
}

/**
 * One row of a platform in the product's field names; a field of which the platform says nothing is left out. `at` is
 * when the platform said so: 3分钟前 counts from it.
 */
export function mapItem(item: unknown, manifest: Pick<Manifest, 'map' | 'steps' | 'timeZone'>, at?: Date): MappedRow {
  const place = { zone: manifest.timeZone, at };
  const row: MappedRow = { kind: 'post' };
  for (const [field, rule] of Object.entries(manifest.map) as [RawField, FieldRule][]) {
    const value = applyRule(item, field, rule, place);
    if (value !== undefined) row[field] = value;
  }
  const steps = manifest.steps ? stepsOf(item, manifest.steps, place) : [];
  return steps.length > 0 ? { ...row, steps } : row;
}

function stepsOf(item: unknown, rule: StepsRule, place: TimePlace): DocumentStep[] {
  const found = readItemPath(item, rule.items);
  // XML gives one element as itself.
  const list: unknown[] = Array.isArray(found) ? found : isBlank(found) ? [] : [found];
  const written = list.map((step) => ({
    at: valueOf(step, rule.at),
    kind: valueOf(step, rule.kind),
    level: rule.level && valueOf(step, rule.level),
  }));
  return readSteps(written, place, rule.at.time);
}
