import type { EventMember } from './event-member.ts';

/** Places shown for an event: a congested junction has two roads and the hospital beside them. */
const PLACES = 3;
/** A place named by fewer than this share of the members is not the event's. */
const SHARE = 1 / 3;

/** The places that at least a third of the members name in title or text, most named first. */
export function eventPlaces(members: readonly EventMember[]): string[] {
  const names = new Set(members.flatMap((member) => member.places));
  const counted = [...names].map((name) => ({
    name,
    count: members.filter(
      (member) => member.title.includes(name) || member.text.includes(name) || member.places.includes(name),
    ).length,
  }));
  const ranked = counted
    .filter(({ count }) => count >= members.length * SHARE)
    .sort((a, b) => b.count - a.count || b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
  const chosen: string[] = [];
  for (const { name } of ranked) {
    if (chosen.length === PLACES) break;
    if (!chosen.some((other) => other.includes(name) || name.includes(other))) chosen.push(name);
  }
  return chosen;
}
