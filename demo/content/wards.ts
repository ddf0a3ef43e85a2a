import type { District } from '#warehouse/model/district.ts';

/** A community of the district with what its residents name: its estates and the places of its street. */
export interface Neighbourhood {
  code: string;
  name: string;
  street: string;
  residents: number;
  estates: string[];
  /** Estates with their share of the residents. */
  shares: { name: string; households: number }[];
  roads: string[];
  rivers: string[];
  schools: string[];
  transit: string[];
}

/** The communities of a district, by order and by name. */
export interface WardIndex {
  all: readonly Neighbourhood[];
  /** Communities of one street. */
  of(street: string): Neighbourhood[];
  /** The community of that name. Throws when the district has none: a story then stands in the wrong district. */
  named(community: string): Neighbourhood;
}

/** Places that a story needs for itself: the background keeps away, so that a count in a story is exact. */
const storyPlaces = new Set(['横五路', '育才路', '金惠路', '濠景路', '宝山20路', '罗太路']);

function placesIn(district: District, street: string, kind: District['places'][number]['kind']): string[] {
  return district.places
    .filter((place) => place.kind === kind && place.wards.some((ward) => ward.startsWith(street)))
    .map(({ name }) => name)
    .filter((name) => !storyPlaces.has(name));
}

/** The communities of a parsed district, ready to write about. */
export function createWardIndex(district: District): WardIndex {
  const all = district.streets.flatMap((street) => {
    const places = {
      roads: placesIn(district, street.code, 'road'),
      rivers: placesIn(district, street.code, 'water'),
      schools: placesIn(district, street.code, 'school'),
      transit: placesIn(district, street.code, 'transit'),
    };
    return street.communities.map(({ code, name, residents, estates, households }): Neighbourhood => {
      const shares = estates.length > 0 ? estates : [{ name: name.replace(/(居委|社区)$/, ''), households }];
      return { code, name, street: street.name, residents, estates: shares.map((e) => e.name), shares, ...places };
    });
  });
  const byName = new Map(all.map((community) => [community.name, community]));
  return {
    all,
    of: (street) => all.filter((community) => community.street === street),
    named(community) {
      const found = byName.get(community);
      if (found === undefined) throw new Error(`The district has no community named ${community}`);
      return found;
    },
  };
}
