import type { Report } from '../../hotspots/detect/space.ts';
import type { Random } from '../../hotspots/detect/random.ts';
import { type SimulatedDistrict, TOPICS } from './district.ts';

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
/** Asia/Shanghai. */
export const ZONE_OFFSET_MS = 8 * HOUR_MS;
/** Days before anything is injected or counted: eight weeks of baseline, a guard, and the scan's two weeks. */
export const WARM_UP_DAYS = 77;
export const YEAR_DAYS = 365;
export const WEEKS_PER_YEAR = YEAR_DAYS / 7;
/** Share of reports by somebody who has reported before in the same community. */
const REPEATERS = 0.05;

/** Everything that draws reports. */
export interface SimulationContext {
  district: SimulatedDistrict;
  random: Random;
  firstDay: number;
  days: number;
  persons: Persons;
  dayClassOf: (day: number) => number;
}

/** Who reports: mostly somebody new, sometimes a known one of the community. */
export class Persons {
  private next = 1;
  private readonly known = new Map<number, number[]>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  fresh(): number {
    return this.next++;
  }

  from(community: number): number {
    const known = this.known.get(community);
    if (known && this.random() < REPEATERS) return known[Math.floor(this.random() * known.length)]!;
    const person = this.fresh();
    if (known) known.push(person);
    else this.known.set(community, [person]);
    return person;
  }
}

/** One report more at a cell. */
export function reportAt(context: SimulationContext, cell: number, at: number): Report {
  const community = Math.floor(cell / TOPICS);
  const person = context.persons.from(community);
  return {
    at,
    community,
    street: context.district.space.streetOf[community]!,
    topic: cell % TOPICS,
    person,
    copy: context.persons.fresh(),
  };
}

/** A slow rise: what its cells bring doubles within three days and stays so. */
export interface Rise {
  cells: number[];
  startDay: number;
  days: number;
}
