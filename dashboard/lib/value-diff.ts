/** One place where two values differ; `path` names it, outermost first. */
export interface ValueChange {
  path: string[];
  before: unknown;
  after: unknown;
}

/** Where two JSON values differ: objects by key, lists whole where their length changed and else by place. */
export function diffValues(before: unknown, after: unknown, path: string[] = []): ValueChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const keys = commonKeys(before, after);
  if (!keys) return [{ path, before, after }];
  const [left, right] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  return keys.flatMap((key) => diffValues(left[key], right[key], [...path, key]));
}

function commonKeys(before: unknown, after: unknown): string[] | null {
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return null;
  if (Array.isArray(before) !== Array.isArray(after)) return null;
  if (Array.isArray(before) && before.length !== (after as unknown[]).length) return null;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}
