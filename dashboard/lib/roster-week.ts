/** The roster as its setting holds it; the server checks it again. */
export interface UnitRoster {
  unit: string;
  people: { id: string; name: string; channels: RosterChannel[] }[];
  turns: { days: number[]; from: string; to: string; people: string[] }[];
  /** Local times YYYY-MM-DDTHH:MM, half-open. */
  handOvers: { from: string; to: string; people: string[] }[];
  leaders: string[];
  /** Whole days, both included. */
  leave: { person: string; from: string; to: string }[];
}
export interface Roster {
  units: UnitRoster[];
}
export interface RosterChannel {
  kind: 'wecom' | 'dingtalk' | 'feishu' | 'webhook' | 'email' | 'sms';
  to?: string;
  url?: string;
  secret?: string;
}

/** Who is called in a part of a day, first to last. */
interface DutyPart {
  from: string;
  to: string;
  people: string[];
  /** By 交接, not by the plan. */
  handedOver: boolean;
}

/** 1 Monday … 7 Sunday. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
export const shiftDays = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** The parts of a day in which different people are called, as the server would call them (jobs/alerts/roster.ts). */
export function dutyOfDay(unit: UnitRoster, day: string): DutyPart[] {
  const cuts = ['00:00', '24:00'];
  for (const { from, to } of unit.turns) cuts.push(from, to);
  for (const { from, to } of unit.handOvers)
    for (const at of [from, to]) if (at.startsWith(day)) cuts.push(at.slice(11));
  const edges = [...new Set(cuts)].sort();
  const parts = edges.slice(0, -1).map((from, index): DutyPart => {
    const to = edges[index + 1] ?? '24:00';
    return { from, to, ...calledAt(unit, day, from) };
  });
  // Neighbours that call the same people are one.
  return parts.reduce<DutyPart[]>((merged, part) => {
    const last = merged.at(-1);
    if (last && last.handedOver === part.handedOver && last.people.join() === part.people.join()) last.to = part.to;
    else merged.push({ ...part });
    return merged;
  }, []);
}

function calledAt(unit: UnitRoster, day: string, time: string): Pick<DutyPart, 'people' | 'handedOver'> {
  const local = `${day}T${time}`;
  const holding = unit.handOvers.filter(({ from, to }) => from <= local && local < to);
  const handOver = holding.at(-1);
  const turns = unit.turns.filter((turn) => holds(turn, day, time)).flatMap(({ people }) => people);
  const away = new Set(unit.leave.filter(({ from, to }) => from <= day && day <= to).map(({ person }) => person));
  const deputies = unit.people.map(({ id }) => id).filter((id) => !unit.leaders.includes(id));
  const order = [...new Set([...(handOver?.people ?? turns), ...deputies])];
  return { people: order.filter((id) => !away.has(id)), handedOver: handOver !== undefined };
}

function holds({ days, from, to }: UnitRoster['turns'][number], day: string, time: string): boolean {
  const overnight = to <= from;
  if (days.includes(weekdayOf(day)) && from <= time && (overnight || time < to)) return true;
  return overnight && time < to && days.includes(weekdayOf(shiftDays(day, -1)));
}

/** A short id for a new person: none of those in use. */
export function freeId(people: readonly { id: string }[]): string {
  const used = new Set(people.map(({ id }) => id));
  let n = people.length + 1;
  while (used.has(`p${n}`)) n += 1;
  return `p${n}`;
}
