import type { RawField } from '../sources/field-rule.ts';
import { isBlank } from '../sources/map-item.ts';
import { plainText } from './plain-text.ts';

/** A cell without what is put around a text so that it stays one: ="0012", '0012, and the quotes of some writers. */
function cellText(cell: string): string {
  const text = cell.trim();
  return /^="([^"]*)"$/.exec(text)?.[1] ?? /^'(\d+)$/.exec(text)?.[1] ?? /^'([^']*)'$/.exec(text)?.[1] ?? text;
}

/** What databases and offices write where there is nothing: a reply of 无 is none, a closing time of -- is no mistake. */
const NOTHING =
  /^(?:\\N|\(?null\)?|none|nil|nan|undefined|#?n\/a|#(?:ref|div\/0|value|null|num)!|#name\?|[-—–/]{1,4}|无|暂无|空|\(blank\))$/i;

/** True for an empty cell, and for what stands where there is nothing. */
export const saysNothing = (value: unknown): boolean =>
  isBlank(value) || (typeof value === 'string' && NOTHING.test(value.trim()));

/** Where a value is an object of its own (a user, a ward, a rendered text), what it is called by. */
const NAMES =
  'rendered text value name title label nickname nickName username communityName content translation translations id'.split(
    ' ',
  );
/** A text for each language, by its code. */
const LANGUAGE = /^(?:zh|en|fr|de|es|ca|ja|ko)(?:-\w{2,4})?$/i;
const TEXTS: ReadonlySet<string> = new Set<RawField>([
  'title',
  'text',
  'reply',
  'reporter',
  'wardHint',
  'estate',
  'board',
  'natureHint',
  'topicHint',
]);

function nameOf(value: unknown): unknown {
  if (Array.isArray(value)) return plainText(value);
  if (!isPlainObject(value)) return value;
  const name = NAMES.find((key) => Object.hasOwn(value, key)) ?? languageOf(value);
  if (name === undefined) return value;
  const inner = plainText(value[name]);
  // category: { name: { zh: 交通 } }
  return isPlainObject(inner) ? (inner[languageOf(inner) ?? ''] ?? inner) : inner;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The language to read: Chinese where there is something, else the first that says something. */
function languageOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  const said = Object.keys(fields).filter((key) => LANGUAGE.test(key) && !isBlank(fields[key]));
  return said.find((key) => key.startsWith('zh')) ?? said[0];
}

/** What a cell says for a field, without what stands around it. */
export function cellOf(field: RawField, value: unknown): unknown {
  const named = TEXTS.has(field) ? nameOf(value) : plainText(value);
  return typeof named === 'string' ? cellText(named) : named;
}
