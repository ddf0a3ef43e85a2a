type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Gives `after` with each part that says what it said replaced by the one that stood there, so that a page which is
 * loaded again draws only what changed. The answer itself is always a new one: who waits for it hears that it came.
 * Rows are known by what they say and not by their place, since one that comes in first moves all others.
 */
export function keepParts<T>(before: T | null, after: T): T {
  if (Array.isArray(before) && Array.isArray(after)) return keptRows(before, after) as T;
  return isFields(before) && isFields(after) ? (keptFields(before, after) as T) : after;
}

function keep(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after)) {
    const rows = keptRows(before, after);
    return rows.length === before.length && rows.every((row, at) => row === before[at]) ? before : rows;
  }
  if (!isFields(before) || !isFields(after)) return after;
  const fields = keptFields(before, after);
  const names = Object.keys(fields);
  const isSame = names.length === Object.keys(before).length && names.every((name) => fields[name] === before[name]);
  return isSame ? before : fields;
}

function keptRows(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  const said = new Map(before.map((row) => [JSON.stringify(row), row]));
  return after.map((row, at) => said.get(JSON.stringify(row)) ?? keep(before[at], row));
}

function keptFields(before: Fields, after: Fields): Fields {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, keep(before[name], value)]));
}
