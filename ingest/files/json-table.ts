type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 1 && value.every((name) => typeof name === 'string');
/** A header whose names are objects of their own: `{ field: 'id', title: '编号' }`, as tables of web pages have. */
const NAMED_BY = ['field', 'dataIndex', 'prop', 'key', 'name', 'title', 'label'];
const namesIn = (value: unknown): string[] | undefined => {
  if (isNames(value)) return value;
  if (!Array.isArray(value) || value.length < 2 || !value.every(isFields)) return undefined;
  const key = NAMED_BY.find((each) => value.every((column) => typeof column[each] === 'string'));
  return key === undefined ? undefined : value.map((column) => String(column[key]));
};
const isLists = (value: unknown): value is unknown[][] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => Array.isArray(row));

/** How tools that write a table as JSON call its header, and its rows. */
const HEADERS = ['columns', 'header', 'headers', 'fields', 'names'];
const ROWS = ['data', 'rows', 'values', 'records', 'items'];

/**
 * The rows of a table that was saved as JSON, as objects: a header beside lists, lists of which the first is the header,
 * or a column for each name (pandas), as numbered rows or as a list. `undefined` for anything else.
 */
export function jsonTable(value: unknown): Fields[] | undefined {
  if (isLists(value)) return isNames(value[0]) ? named(value[0], value.slice(1)) : undefined;
  if (!isFields(value)) return undefined;
  const names = HEADERS.map((key) => namesIn(value[key])).find((found) => found !== undefined);
  const rows = ROWS.map((key) => value[key]).find(isLists);
  if (names && rows) return named(names, rows);
  return byColumns(value) ?? byLists(value);
}

const named = (names: readonly string[], rows: readonly unknown[][]): Fields[] =>
  rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));

/** `{"id": {"0": 1, "1": 2}, "title": {"0": …}}`: every column holds the same rows, numbered from 0. */
function byColumns(value: Fields): Fields[] | undefined {
  const columns = Object.entries(value);
  const [, first] = columns[0] ?? [];
  if (columns.length < 2 || !isFields(first) || !('0' in first)) return undefined;
  const rows = Object.keys(first);
  if (!columns.every(([, column]) => isFields(column) && rows.every((row) => row in column))) return undefined;
  return rows.map((row) => Object.fromEntries(columns.map(([name, column]) => [name, (column as Fields)[row]])));
}

/** `{"id": [1, 2], "title": ["…", "…"]}`: lists of one length, without lists or objects of their own. */
function byLists(value: Fields): Fields[] | undefined {
  const columns = Object.entries(value);
  const [, first] = columns[0] ?? [];
  if (columns.length < 2 || !Array.isArray(first) || first.length === 0) return undefined;
  const isColumn = (column: unknown): column is unknown[] =>
    Array.isArray(column) &&
    column.length === first.length &&
    column.every((cell) => typeof cell !== 'object' || !cell);
  if (!columns.every(([, column]) => isColumn(column))) return undefined;
  return first.map((_, at) => Object.fromEntries(columns.map(([name, column]) => [name, (column as unknown[])[at]])));
}
