import type { HeldDocument } from './held-document.ts';

/** What two documents' places say: 0 a shared name or no names at all, ½ only one names a place, 1 different places. */
export type Conflict = 0 | 0.5 | 1;

/** Share of a long name's character pairs that must occur for a name written a little differently. */
const LOOSE_SHARE = 0.67;

/** Compares the places of two documents: a name counts as shared when the other's text holds it. */
export function placeConflict(x: HeldDocument, y: HeldDocument): Conflict {
  if (x.anchors.length === 0 && y.anchors.length === 0) return 0;
  if (x.anchors.some((name) => names(y, name)) || y.anchors.some((name) => names(x, name))) return 0;
  return x.anchors.length > 0 && y.anchors.length > 0 ? 1 : 0.5;
}

/** True when `document` names `name`, perhaps a little differently (丽发小区 for 丽发新城小区). */
export function names(document: HeldDocument, name: string): boolean {
  if (document.content.includes(name)) return true;
  if (name.length < 4) return false;
  let found = 0;
  for (let i = 0; i + 1 < name.length; i++) if (document.content.includes(name.slice(i, i + 2))) found += 1;
  return found >= LOOSE_SHARE * (name.length - 1);
}

/** True when both documents lie in known areas and these differ. */
export function districtsDiffer(x: HeldDocument, y: HeldDocument): boolean {
  if (x.areas.length > 0 && y.areas.length > 0) return !x.areas.some((area) => y.areas.includes(area));
  return false;
}
