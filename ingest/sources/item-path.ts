/** One step of a path: a key, the n-th element, every element, or the elements whose key has a value. */
export type PathStep =
  | { kind: 'key'; name: string }
  | { kind: 'index'; at: number }
  | { kind: 'each' }
  | { kind: 'where'; key: string; value: string };
export type ItemPath = readonly PathStep[];

const STEP = /([^.[\]]+)|\[(-?\d*)\]|\[([^=[\]]+)=([^[\]]*)\]/y;

/**
 * Reads the path language of the manifests: `a.b`, `list[0]`, `list[-1]`, `list[].name`, `list[role=staff].text`.
 * An empty text or `$` is the whole value. Gives `undefined` when the text is not a path.
 */
export function parseItemPath(text: string): ItemPath | undefined {
  if (text === '' || text === '$') return [];
  const steps: PathStep[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '.' && at > 0 && text[at + 1] !== '.') at += 1;
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (!found) return undefined;
    at = STEP.lastIndex;
    const [, name, index, key, value] = found;
    if (name !== undefined) steps.push({ kind: 'key', name });
    else if (index === '') steps.push({ kind: 'each' });
    else if (index !== undefined) steps.push({ kind: 'index', at: Number(index) });
    else steps.push({ kind: 'where', key: key ?? '', value: value ?? '' });
  }
  return steps;
}

function ownValue(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function takeStep(value: unknown, step: PathStep): unknown {
  if (step.kind === 'key') {
    if (!Array.isArray(value)) return ownValue(value, step.name);
    return value.map((element) => ownValue(element, step.name)).filter((found) => found !== undefined);
  }
  // XML gives one element as itself, several as a list: a list step takes both.
  const list: unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (step.kind === 'index') return list.at(step.at);
  if (step.kind === 'each') return list;
  // Servers of one standard write open, Open and OPEN.
  const wanted = step.value.toLowerCase();
  return list.filter((element) => String(ownValue(element, step.key)).toLowerCase() === wanted);
}

/** The value at a path; `undefined` where there is none. A key asked of a list gives the list of its values. */
export function readItemPath(value: unknown, path: ItemPath): unknown {
  return path.reduce<unknown>(takeStep, value);
}
