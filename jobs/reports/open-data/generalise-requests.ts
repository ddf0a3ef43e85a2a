import type { OpenRequest } from '#warehouse/analytics/reports/list-open-requests.ts';

/** A request may be told with its community or street where so many persons raised the same topic there in the month. */
export const OPEN_K = 5;

/** Characters of a ward code from the narrowest to the widest; 0 is the district as a whole. */
const LEVELS = [12, 9, 0] as const;

/**
 * k-anonymity by generalisation: each request is told with the narrowest ward in which at least `k` persons raised its topic,
 * counting only those told at that level; the rest of a ward goes up together. What is rare in the whole district is left
 * out, so that no group of the feed, and no difference of two, is smaller than k.
 */
export function generaliseRequests(requests: readonly OpenRequest[], k = OPEN_K): OpenRequest[] {
  const told: OpenRequest[] = [];
  let rest = [...requests];
  for (const length of LEVELS) {
    const groups = new Map<string, OpenRequest[]>();
    for (const request of rest) {
      const ward = request.ward.length >= length ? request.ward.slice(0, length) : undefined;
      const key = ward === undefined ? `?${request.ward}|${request.topic}` : `${ward}|${request.topic}`;
      groups.set(key, [...(groups.get(key) ?? []), request]);
    }
    rest = [];
    for (const [key, group] of groups) {
      const isEnough = !key.startsWith('?') && new Set(group.map(({ person }) => person)).size >= k;
      if (isEnough) told.push(...group.map((request) => ({ ...request, ward: key.split('|')[0]! })));
      else rest.push(...group);
    }
  }
  return told.toSorted((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
}
