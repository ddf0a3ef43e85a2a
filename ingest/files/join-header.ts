import { isKnownColumn } from './known-columns.ts';

/**
 * The names of a header of two rows: a name that comes again (时间 below 受理 and below 办结), or says nothing by itself,
 * together with the heading that stands over it, where that makes a name that is known. `above` is the row over the
 * header; a heading stands over the blank cells behind it too.
 */
export function joinHeader(above: readonly string[], names: readonly string[]): string[] {
  if (above.every((heading) => heading === '')) return [...names];
  let heading = '';
  return names.map((name, at) => {
    heading = above[at] || heading;
    const isClear = isKnownColumn(name) && names.indexOf(name) === names.lastIndexOf(name);
    if (name === '' || heading === '' || heading === name || isClear) return name;
    const joined = [heading + name, name + heading].find(isKnownColumn);
    // Of several of one name none may pass for another: 办结's time is not that of the matter.
    return joined ?? (isKnownColumn(name) ? `${heading}${name}` : name);
  });
}
