import type { EventMember } from './event-member.ts';

/** Places shown for an event: a congested junction has two roads and the hospital beside them. */
const PLACES = 3;
/** A place named by fewer than this share of the members is not the event's. */
const SHARE = 1 / 3;

/** The places that at least a third of the members name in title or text, most named first. */
export function eventPlaces(members: readonly EventMember[]): string[] {
  const ranked: NamedPlace[] = [];
  for (const name of placesOf(members)) {
    const count = countNaming(members, name);
    if (count >= members.length * SHARE) ranked.push({ name, count });
  }
  ranked.sort(mostNamed);
  const chosen: string[] = [];
  for (const { name } of ranked) {
    if (chosen.length === PLACES) break;
    if (!chosen.some((other) => other.includes(name) || name.includes(other))) chosen.push(name);
  }
  return chosen;
}

interface NamedPlace {
  name: string;
  /** Members that name it. */
  count: number;
}

const mostNamed = (a: NamedPlace, b: NamedPlace): number =>
  b.count - a.count || b.name.length - a.name.length || (a.name < b.name ? -1 : 1);

function placesOf(members: readonly EventMember[]): Set<string> {
  const names = new Set<string>();
  for (const { places } of members) for (const name of places) names.add(name);
  return names;
}

function countNaming(members: readonly EventMember[], name: string): number {
  let count = 0;
  for (const { title, text, places } of members)
    if (title.includes(name) || text.includes(name) || places.includes(name)) count += 1;
  return count;
}
