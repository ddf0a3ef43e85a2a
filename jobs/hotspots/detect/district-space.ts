import type { ReportRow } from '#warehouse/analytics/detect/list-reports.ts';
import type { District } from '#warehouse/model/district.ts';
import { PRAISE_TOPIC, topicCodes } from '../../topics/taxonomy.ts';
import type { Report, Space } from './space.ts';

/** A district as the detectors number it. */
export interface DistrictSpace {
  space: Space;
  districtCode: string;
  communities: readonly string[];
  streets: readonly string[];
  topics: readonly string[];
  /** By community, those that share a border with it. */
  neighbours: readonly number[][];
  reportOf(row: ReportRow): Report | undefined;
  /** Level-wise cell of a ward and topic code; undefined for codes that the district does not have. */
  cellOf(ward: string, topic: string): { level: 0 | 1 | 2; cell: number } | undefined;
}

/** Numbers the wards of a district and its topics. */
export function districtSpace(district: District): DistrictSpace {
  const streets = district.streets.map(({ code }) => code);
  const all = district.streets.flatMap((street, index) => street.communities.map(({ code }) => ({ code, index })));
  const communities = all.map(({ code }) => code);
  const topics = topicCodes.filter((code) => code !== PRAISE_TOPIC);
  const [streetAt, communityAt, topicAt] = [streets, communities, topics].map(
    (codes) => new Map(codes.map((code, index) => [code, index])),
  ) as [Map<string, number>, Map<string, number>, Map<string, number>];
  const space: Space = {
    communities: communities.length,
    streets: streets.length,
    topics: topics.length,
    streetOf: all.map(({ index }) => index),
  };
  return {
    space,
    districtCode: district.code,
    communities,
    streets,
    topics,
    neighbours: neighboursOf(district, communityAt),
    reportOf: ({ at, ward_code, topic_code, person, copy }) => {
      const topic = topicAt.get(topic_code);
      if (topic === undefined) return undefined;
      const street = streetAt.get(ward_code.slice(0, 9)) ?? -1;
      return { at: Date.parse(at), community: communityAt.get(ward_code) ?? -1, street, topic, person, copy };
    },
    cellOf: (ward, code) => {
      const topic = topicAt.get(code);
      if (topic === undefined) return undefined;
      if (ward === '') return { level: 0, cell: topic };
      const index = ward.length === 9 ? streetAt.get(ward) : communityAt.get(ward);
      return index === undefined
        ? undefined
        : { level: ward.length === 9 ? 1 : 2, cell: index * topics.length + topic };
    },
  };
}

/**
 * Who borders on whom, as far as the district's file tells: communities that share a road or another named place, and,
 * since codes are given out along the map, those that follow each other in a street.
 */
function neighboursOf(district: District, communityAt: ReadonlyMap<string, number>): number[][] {
  const around = Array.from({ length: communityAt.size }, () => new Set<number>());
  const join = (a: number | undefined, b: number | undefined): void => {
    if (a === undefined || b === undefined || a === b) return;
    around[a]!.add(b);
    around[b]!.add(a);
  };
  for (const { communities } of district.streets)
    for (const [i, { code }] of communities.entries())
      if (i > 0) join(communityAt.get(communities[i - 1]!.code), communityAt.get(code));
  for (const { wards } of district.places)
    for (const [i, ward] of wards.entries())
      for (const other of wards.slice(i + 1)) join(communityAt.get(ward), communityAt.get(other));
  return around.map((set) => [...set].sort((a, b) => a - b));
}
