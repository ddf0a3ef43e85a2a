import { topicName } from '#jobs/topics/taxonomy.ts';
import type { District } from '#warehouse/model/district.ts';
import { existsOn, type Ward } from '#warehouse/model/ward.ts';

/** What codes are called, for people. */
export interface Names {
  wards: readonly Ward[];
  ward(code: string): string;
  residents(code: string): number;
  topic(code: string): string;
  source(id: string): string;
  department(code: string): string;
}

const UNLOCATED = '未定位';

/** Builds the directory of a district's names; unknown codes are shown as they are, never hidden. `day` as in `wardsOf`. */
export function namesOf(district: District, day?: string): Names {
  const wards = wardsOf(district, day);
  const byCode = new Map(wards.map((ward) => [ward.code, ward]));
  const sources = new Map(district.sources.map((source) => [source.id, source.name]));
  const departments = new Map(district.departments.map((each) => [each.code, each.name]));
  return {
    wards,
    ward: (code) => (code === '' ? UNLOCATED : (byCode.get(code)?.name ?? code)),
    residents: (code) => byCode.get(code)?.residents ?? 0,
    topic: (code) => topicName(code) || code,
    source: (id) => sources.get(id) ?? id,
    department: (code) => departments.get(code) ?? code,
  };
}

/** After every day that a district's file names: what holds then was given no end. */
const NO_END = '9999-12-31';

/**
 * The ward tree of a district, flat, parents before children, with the wards of all times; households and residents of
 * those that exist on `day` are summed upward, where none is given of those without an end.
 */
export function wardsOf(district: District, day = NO_END): Ward[] {
  const streets = district.streets.map((street) => {
    const communities = street.communities.map(({ code, name, aliases, households, residents, ...valid }): Ward => ({
      code,
      level: 'community',
      name,
      parentCode: street.code,
      aliases,
      households,
      residents,
      ...daysOf(valid),
    }));
    const own: Ward = {
      code: street.code,
      level: 'street',
      name: street.name,
      parentCode: district.code,
      aliases: street.aliases,
      ...sumOf(communities.filter((ward) => existsOn(ward, day))),
      ...daysOf(street),
    };
    return { own, communities };
  });
  const root: Ward = {
    code: district.code,
    level: 'district',
    name: district.name,
    parentCode: '',
    aliases: [],
    ...sumOf(streets.flatMap(({ own }) => (existsOn(own, day) ? [own] : []))),
  };
  return [root, ...streets.flatMap(({ own, communities }) => [own, ...communities])];
}

const daysOf = ({ validFrom, validTo }: Pick<Ward, 'validFrom' | 'validTo'>): Pick<Ward, 'validFrom' | 'validTo'> => ({
  ...(validFrom === undefined ? {} : { validFrom }),
  ...(validTo === undefined ? {} : { validTo }),
});

function sumOf(wards: readonly Ward[]): { households: number; residents: number } {
  return {
    households: wards.reduce((sum, ward) => sum + ward.households, 0),
    residents: wards.reduce((sum, ward) => sum + ward.residents, 0),
  };
}
