/**
 * What is watched: communities in streets in one district, by topics. Communities, streets and topics are numbered from 0;
 * a cell is one ward and topic of a level, numbered ward · topics + topic.
 */
export interface Space {
  communities: number;
  streets: number;
  topics: number;
  /** The street of each community. */
  streetOf: ArrayLike<number>;
}

/** Levels as the arrays of this folder hold them: 区 0, 街镇 1, 居村 2. */
export const DISTRICT = 0;
export const STREET = 1;
export const COMMUNITY = 2;
export type Level = typeof DISTRICT | typeof STREET | typeof COMMUNITY;
export const LEVELS: readonly Level[] = [DISTRICT, STREET, COMMUNITY];

/** One report that counts: no praise, no plain consultation. */
export interface Report {
  /** Milliseconds since 1970. */
  at: number;
  /** −1 where the ward is known to its street only, or not at all. */
  community: number;
  /** −1 where the ward is not known. */
  street: number;
  topic: number;
  /** Who: equal for one reporter. */
  person: number;
  /** What: equal for copies of one text. */
  copy: number;
}

/** Wards of a level. */
export function wardsOf(space: Space, level: Level): number {
  return level === COMMUNITY ? space.communities : level === STREET ? space.streets : 1;
}

/** The cell of a report at a level; −1 where it has none. */
export function cellOf(report: Report, level: Level, topics: number): number {
  const ward = level === COMMUNITY ? report.community : level === STREET ? report.street : 0;
  return ward < 0 ? -1 : ward * topics + report.topic;
}
