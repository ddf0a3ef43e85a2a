import type { WardNode } from '#api/contract/names.ts';

/** The ward named by `code` and its ancestors that the asker may see, outermost first. */
export function lineage(byCode: ReadonlyMap<string, WardNode>, code: string): WardNode[] {
  const found: WardNode[] = [];
  for (let ward = byCode.get(code); ward; ward = byCode.get(ward.parentCode)) {
    // A tree that names itself as parent must not hang the page.
    if (found.includes(ward)) break;
    found.unshift(ward);
  }
  return found;
}
