import { readItemPath } from './item-path.ts';
import type { CountsManifest } from './manifest.ts';

/** What a platform says of one ward on one day; `undefined` where it says nothing readable. */
export interface WardCount {
  /** Ward name or code as the platform words it. */
  ward: string;
  /** YYYY-MM-DD. */
  day: string;
  registered: number;
  party: number | null;
  active: number | null;
}

/** A report may be written as 2021-03-05, 2021/3/5, 20210305 or with a time behind it. */
const DAY = /^(20\d{2})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s].*)?$/;

function dayOf(value: unknown): string | undefined {
  const found = DAY.exec(String(value ?? ''));
  if (!found) return undefined;
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? undefined : day;
}

/** A number and nothing else, its thousands marked or not: 86,75 and 1253 312 are two, and 1253人 is prose. */
const COUNT = /^(?:\d{1,9}|\d{1,3}(?:[,，]\d{3}){1,2})$/;

function countOf(value: unknown): number | null {
  const text = String(value ?? '').trim();
  return COUNT.test(text) ? Number(text.replaceAll(/[,，]/g, '')) : null;
}

/** One item of a platform of counts; `undefined` when ward, day or the number registered is not there: never a zero. */
export function readCount(item: unknown, counts: CountsManifest): WardCount | undefined {
  const at = (path: CountsManifest['registered'] | undefined): unknown => (path ? readItemPath(item, path) : undefined);
  const ward = String(at(counts.ward) ?? '').trim();
  const day = dayOf(at(counts.day));
  const registered = countOf(at(counts.registered));
  if (ward === '' || day === undefined || registered === null) return undefined;
  return { ward, day, registered, party: countOf(at(counts.party)), active: countOf(at(counts.active)) };
}
