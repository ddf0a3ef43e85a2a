import { dayOf, instantOn, shiftDay } from './calendar/working-calendar.ts';
import type { DutyPerson } from './lifecycle/policy.ts';

/** When which people of a unit are on duty, in the order in which they are called. */
export interface UnitRoster {
  /** A department's code, or a ward's. */
  unit: string;
  people: readonly { id: string; name: string }[];
  /** 交接: for a time agreed on, before the week's plan. Local times YYYY-MM-DDTHH:MM, half-open. */
  handOvers: readonly { from: string; to: string; people: readonly string[] }[];
  /** The week's plan: days 1 (Monday) to 7, hours HH:MM; a turn may go past midnight. */
  turns: readonly { days: readonly number[]; from: string; to: string; people: readonly string[] }[];
  /** 分管领导, who gets copies and is not called. */
  leaders: readonly string[];
  /** 请假: whole days, both included. */
  leave: readonly { person: string; from: string; to: string }[];
}

/**
 * Who is on duty for a unit at an instant: those of the hand-over that holds then, else of the turns, else everybody in
 * their order; then the others as deputies. Whoever is on leave is not called at all.
 */
export function onDuty(roster: readonly UnitRoster[], unit: string, at: string): DutyPerson[] {
  const own = roster.find((each) => each.unit === unit);
  if (!own) return [];
  const local = localOf(at);
  const handOver = own.handOvers.findLast(({ from, to }) => from <= local && local < to);
  const turns = own.turns.filter((turn) => isNow(turn, at)).flatMap(({ people }) => people);
  const first = handOver?.people ?? turns;
  const order = [...new Set([...first, ...own.people.map(({ id }) => id).filter((id) => !own.leaders.includes(id))])];
  const day = dayOf(at);
  const away = new Set(own.leave.filter(({ from, to }) => from <= day && day <= to).map(({ person }) => person));
  return order.flatMap((id) => {
    const person = own.people.find((each) => each.id === id);
    return person && !away.has(id) ? [{ unit, personId: id, name: person.name }] : [];
  });
}

/** The leaders of a unit, who hear when it is urged or late. */
export function leadersOf(roster: readonly UnitRoster[], unit: string): DutyPerson[] {
  const own = roster.find((each) => each.unit === unit);
  return (own?.people ?? [])
    .filter(({ id }) => own?.leaders.includes(id))
    .map(({ id, name }) => ({ unit, personId: id, name }));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** YYYY-MM-DDTHH:MM in Asia/Shanghai. */
function localOf(at: string): string {
  const day = dayOf(at);
  const minutes = Math.floor((Date.parse(at) - Date.parse(instantOn(day, 0))) / 60_000);
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function isNow({ days, from, to }: UnitRoster['turns'][number], at: string): boolean {
  const local = localOf(at);
  const time = local.slice(11);
  const overnight = to <= from;
  if (days.includes(weekdayOf(local.slice(0, 10))) && from <= time && (overnight || time < to)) return true;
  // The part after midnight belongs to the day before.
  return overnight && time < to && days.includes(weekdayOf(shiftDay(local.slice(0, 10), -1)));
}

/** 1 Monday … 7 Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
