import { topicName } from '#jobs/topics/taxonomy.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';

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

/** Builds the directory of a district's names; unknown codes are shown as they are, never hidden. */
export function namesOf(district: District): Names {
  const wards = wardsOf(district);
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

/** The ward tree of a district, flat, parents before children; households and residents are summed upward. */
export function wardsOf(district: District): Ward[] {
  const streets = district.streets.map((street) => {
    const communities = street.communities.map(({ code, name, aliases, households, residents }): Ward => ({
      code,
      level: 'community',
      name,
      parentCode: street.code,
      aliases,
      households,
      residents,
    }));
    const own: Ward = {
      code: street.code,
      level: 'street',
      name: street.name,
      parentCode: district.code,
      aliases: street.aliases,
      ...sumOf(communities),
    };
    return { own, communities };
  });
  const root: Ward = {
    code: district.code,
    level: 'district',
    name: district.name,
    parentCode: '',
    aliases: [],
    ...sumOf(streets.map(({ own }) => own)),
  };
  return [root, ...streets.flatMap(({ own, communities }) => [own, ...communities])];
}

function sumOf(wards: readonly Ward[]): { households: number; residents: number } {
  return {
    households: wards.reduce((sum, ward) => sum + ward.households, 0),
    residents: wards.reduce((sum, ward) => sum + ward.residents, 0),
  };
}
