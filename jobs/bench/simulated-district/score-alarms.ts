import { DAY_MS, WARM_UP_DAYS } from './context.ts';
import type { Injection } from './injections.ts';
import type { SimulatedYear } from './simulate-year.ts';

/** An alarm of any detector: what, where, when. `communities` is empty for the whole district. */
export interface Alarm {
  at: number;
  /** Where it says since when: an older thing may be told later. */
  since?: number;
  topic: number;
  communities: readonly number[];
}

/** What a detector found in one year and what it called for nothing. */
export interface Score {
  found: ReadonlyMap<Injection, Alarm>;
  falseAlarms: Alarm[];
}

/** An alarm may come a day after the last report; a rise goes on, and its end may be told for a week. */
const GRACE_DAYS = { small: 1, medium: 1, large: 1, rise: 7, 'faint-rise': 7, cluster: 1, surge: 1 } as const;

/**
 * Holds alarms against what was injected. An alarm is true when something of its topic happened at its place shortly before; what
 * concerns the whole district is true of a burst within it but does not count as having found it, since it does not say where.
 */
export function scoreAlarms(year: SimulatedYear, alarms: readonly Alarm[], kinds: readonly Injection['kind'][]): Score {
  const start = (year.firstDay + WARM_UP_DAYS) * DAY_MS;
  const found = new Map<Injection, Alarm>();
  const falseAlarms: Alarm[] = [];
  for (const alarm of alarms) {
    if (alarm.at < start) continue;
    const about = year.injections.filter((injection) => isAbout(alarm, injection));
    if (about.length === 0) falseAlarms.push(alarm);
    for (const injection of about)
      if (!found.has(injection) && kinds.includes(injection.kind) && saysWhere(alarm, injection))
        found.set(injection, alarm);
  }
  return { found, falseAlarms };
}

function isAbout(alarm: Alarm, injection: Injection): boolean {
  if (alarm.topic !== injection.topic || alarm.at < injection.from) return false;
  if ((alarm.since ?? alarm.at) > injection.to + GRACE_DAYS[injection.kind] * DAY_MS) return false;
  // A storm is a matter of the district: a single ward called for it is a false alarm.
  if (injection.kind === 'surge') return alarm.communities.length === 0;
  if (alarm.communities.length === 0 || injection.communities.length === 0) return true;
  return injection.communities.some((community) => alarm.communities.includes(community));
}

function saysWhere(alarm: Alarm, injection: Injection): boolean {
  return alarm.communities.length > 0 || injection.communities.length === 0 || injection.kind.endsWith('rise');
}
