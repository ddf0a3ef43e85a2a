import type { Told } from './held-document.ts';

/** What two documents' places say: 0 neither names one, ½ only one does, 1 they name different ones. */
export type Conflict = 0 | 0.5 | 1;

/** Share of a long name's character pairs that must occur for a name written a little differently. */
const LOOSE_SHARE = 0.67;

/** Compares the places of two documents that share no name. */
export function namesConflict(x: Told, y: Told): Conflict {
  if (x.anchors.length === 0 && y.anchors.length === 0) return 0;
  return x.anchors.length > 0 && y.anchors.length > 0 ? 1 : 0.5;
}

/** How many different names both documents write; 1 when they only share one that is written a little differently. */
export function sharedNames(x: Told, y: Told): number {
  const written: string[] = [];
  for (const name of x.anchors) if (y.content.includes(name)) written.push(name);
  for (const name of y.anchors) if (x.content.includes(name)) written.push(name);
  if (written.length === 1) return 1;
  if (written.length > 1) return countDistinct(written);
  return x.anchors.some((name) => names(y, name)) || y.anchors.some((name) => names(x, name)) ? 1 : 0;
}

/** Counts names; one inside another is the same. */
function countDistinct(written: readonly string[]): number {
  const isCovered = (name: string, i: number): boolean =>
    written.some((other, j) => i !== j && other.includes(name) && (other !== name || j < i));
  return written.filter((name, i) => !isCovered(name, i)).length;
}

/** True when `document` names `name`, perhaps a little differently (丽发小区 for 丽发新城小区). */
export function names(document: Told, name: string): boolean {
  if (document.content.includes(name)) return true;
  if (name.length < 4) return false;
  const pairs = name.length - 1;
  let found = pairs;
  for (let i = 0; i < pairs && found >= LOOSE_SHARE * pairs; i++)
    if (!document.content.includes(name.slice(i, i + 2))) found -= 1;
  return found >= LOOSE_SHARE * pairs;
}

/** How the areas of two documents that share no name lie to each other. */
export type AreaRelation = 'same' | 'unknown' | 'apart' | 'elsewhere';

/**
 * Compares areas: `elsewhere` when both are located in different communities and the matter is
 * one of a place, so that two broken lamps in two communities stay two; `apart` when the streets
 * (or the anonymised areas of the titles) differ.
 */
export function areaRelation(x: Told, y: Told): AreaRelation {
  const a = x.wardCode;
  const b = y.wardCode;
  if (a.length === 12 && a === b) return 'same';
  if (a.length === 12 && b.length === 12 && !(cityWide.has(x.topicCode) && cityWide.has(y.topicCode)))
    return 'elsewhere';
  if (a.length >= 9 && b.length >= 9 && a.slice(0, 9) !== b.slice(0, 9)) return 'apart';
  if (x.areas.length > 0 && y.areas.length > 0 && !x.areas.some((area) => y.areas.includes(area))) return 'apart';
  return 'unknown';
}

/**
 * Matters of policy that people have anywhere: housing fund, metro and taxis, pensions, jobs,
 * insurance, welfare, epidemic, admission, teachers, exams, certificates. All others have a place.
 */
const cityWide = new Set(
  '0209 0806 0808 1305 1402 1404 1406 1501 1502 1503 1504 1505 1603 1604 1605 1701 1705 1706 2006'.split(' '),
);
