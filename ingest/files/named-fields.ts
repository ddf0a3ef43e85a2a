type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than any document that was seen; the parser’s stack is not for a file to spend. */
const MAX_DEPTH = 20;
/** Where the attribute may stand that names a field: mysqldump, Solr, phpMyAdmin. */
const NAMING = ['name', 'key', 'column', 'field'];
const TEXT = '#text';

/** The name and text of `<field name="title">…</field>`, as the parser gives it. */
function namedField(value: unknown): [string, unknown] | undefined {
  const name = isFields(value) ? NAMING.map((key) => value[key]).find((each) => typeof each === 'string') : undefined;
  return typeof name === 'string' ? [name, (value as Fields)[TEXT] ?? ''] : undefined;
}

/** A parsed XML document in which rows of named fields are objects with these names. */
export function withNamedFields(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((each) => withNamedFields(each, depth + 1));
  if (!isFields(value)) return value;
  const lists = Object.values(value).filter((each): each is unknown[] => Array.isArray(each) && each.length > 1);
  const fields = lists.map((list) => list.map(namedField)).find((list) => list.every((each) => each !== undefined));
  if (fields && new Set(fields.map((each) => each![0])).size === fields.length)
    return Object.fromEntries(fields as [string, unknown][]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withNamedFields(each, depth + 1)]));
}
