import type { District } from '#warehouse/model/district.ts';
import { existsOn } from '#warehouse/model/ward.ts';

interface Valid {
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

/** The days on which wards of the district began or ended, in order; none where nothing was ever re-drawn. */
export function boundariesOf(district: District): string[] {
  const all: Valid[] = district.streets.flatMap((street) => [
    street,
    ...street.communities.flatMap((community) => [community, ...community.estates]),
  ]);
  const days = all.flatMap(({ validFrom, validTo }) => [validFrom ?? [], validTo ?? []].flat());
  return [...new Set(days)].toSorted();
}

/** The district as it was on a day (YYYY-MM-DD); '' is before every change. */
export function validOn(district: District, day: string): District {
  const holds = (valid: Valid): boolean => existsOn(valid, day);
  const streets = district.streets.filter(holds).map((street) => ({
    ...street,
    communities: street.communities
      .filter(holds)
      .map((community) => ({ ...community, estates: community.estates.filter(holds) })),
  }));
  return { ...district, streets };
}
