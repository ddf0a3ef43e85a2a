import { z } from 'zod';

/** The three levels of a ward, outermost first: 区 district, 街镇 street, 居村 community. */
export const wardLevels = ['district', 'street', 'community'] as const;
export type WardLevel = (typeof wardLevels)[number];

/**
 * A ward code is hierarchical by prefix, as the national statistical codes are:
 * 6 digits district, 9 street, 12 community. An empty code means 未定位 (unlocated).
 */
export const wardCodeSchema = z.string().regex(/^(\d{6}|\d{9}|\d{12})?$/, 'a ward code has 6, 9 or 12 digits');

/** How many characters of a code name the ward at each level. */
export const wardCodeLength: Record<WardLevel, number> = { district: 6, street: 9, community: 12 };

/** The level that a ward code names; `undefined` for 未定位. */
export function levelOf(code: string): WardLevel | undefined {
  return wardLevels.find((level) => wardCodeLength[level] === code.length);
}

/** True when `inner` is `outer` or lies below it; every ward lies below ''. */
export function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer);
}

/** True for a ward that exists on one of the days from `first` to `last`. */
export const existsWithin = (
  { validFrom = '', validTo }: Pick<Ward, 'validFrom' | 'validTo'>,
  first: string,
  last: string,
): boolean => validFrom <= last && (validTo === undefined || first < validTo);

/** One ward as every part of the product sees it. */
export interface Ward {
  code: string;
  level: WardLevel;
  name: string;
  parentCode: string;
  aliases: string[];
  households: number;
  residents: number;
  /** The days it is good for: from the first on, up to but without the second. Absent is always. */
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

/** True for a ward that exists on a day (YYYY-MM-DD of its district): founded by then, and not closed. */
export function existsOn({ validFrom = '', validTo }: Pick<Ward, 'validFrom' | 'validTo'>, day: string): boolean {
  return validFrom <= day && (validTo === undefined || day < validTo);
}
