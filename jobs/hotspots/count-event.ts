import type { FactColumns } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import { dayName } from './baseline.ts';
import { DEMANDING_QUESTIONS, FREE_QUESTIONS, type HeatParameters, PERSON_STEP } from './heat-parameters.ts';
import { numberAlike, zeros } from './number-alike.ts';
import { TREND_WEEKS } from './trend.ts';
import type { WardFacts } from './ward-facts.ts';

/** What ranking needs to know of an event in a ward and window. */
export interface WardEvent {
  ward: string;
  /** Number of the event, as a decimal. */
  event: string;
  documents: number;
  private_documents: number;
  /** Open ones that weigh, and the earliest of them; '' when there is none. */
  open_documents: number;
  oldest_open_at: string;
  severity: number;
  /** Person-weighted, aged volume of documents at least as severe as 1, 2 and 3. */
  severe: readonly [number, number, number];
  communities: number;
  sources: number;
  /** The smallest ward that holds all of them. */
  own_ward: string;
  reporters: number;
  weighted: number;
  /** Most distinct reporters on one day, copies of one text counted once, and that day; '' when none weighs. */
  peak_reporters: number;
  peak_day: string;
  /** Such reporters in each of the last five weeks, the running one first, whatever the window. */
  weeks: readonly number[];
}

/** How a window is counted. */
export interface Counting {
  districtCode: string;
  /** Milliseconds since 1970: the window begins after it; reports are aged to the other. */
  from: number;
  agedTo: number;
  halfLifeHours: number;
  /** Number of the local day of the run. */
  today: number;
  parameters: Pick<HeatParameters, 'personMax' | 'copyShare'>;
}

/** An event's documents in a ward, with those that share a person or a text numbered alike, from 0. */
interface Told {
  facts: FactColumns;
  rows: readonly number[];
  persons: readonly number[];
  texts: readonly number[];
  /** So many of them, the latest, lie within the window. */
  inWindow: number;
}

/** Counts an event in a ward and window; null when it has no document there. `facts` reach back over the window and the weeks of a trend. */
export function countEvent({ event, ward, facts, rows: all }: WardFacts, counting: Counting): WardEvent | null {
  let inWindow = 0;
  while (inWindow < all.length && facts.at[all[inWindow]!]! > counting.from) inWindow += 1;
  if (inWindow === 0) return null;
  let end = inWindow;
  while (end < all.length && facts.day[all[end]!]! > counting.today - TREND_WEEKS * 7) end += 1;
  const rows = all.slice(0, end);
  const told = {
    facts,
    rows,
    persons: numberAlike(facts.person, rows),
    texts: numberAlike(facts.copy, rows),
    inWindow,
  };
  const own = rows.slice(0, inWindow);
  const peak = peakOf(reportersByDay(told, inWindow));
  const counts = {
    ward: ward === 0 ? counting.districtCode : String(ward).padStart(ward < 1e9 ? 9 : 12, '0'),
    event,
    documents: inWindow,
    private_documents: own.reduce((sum, row) => sum + facts.isPrivate[row]!, 0),
    sources: new Set(own.map((row) => facts.source[row])).size,
    peak_reporters: peak.reporters,
    peak_day: peak.reporters === 0 ? '' : dayName(peak.day),
    weeks: weeksOf(reportersByDay(told, rows.length), counting.today),
  };
  // A spread behind which fields are added would take as long as all sums.
  return Object.assign(counts, spreadOf(facts, own, counting.districtCode), weigh(told, counting));
}

const none = (told: Told): number[] => zeros(told.rows.length);

/** What a plain question counts beside a complaint: nothing while few have spoken of the matter, as much where enough have. */
function questionShare(told: Told): number {
  const spoke = none(told);
  let persons = 0;
  for (let i = 0; i < told.inWindow; i++) {
    const person = told.persons[i]!;
    if (told.facts.weighs[told.rows[i]!] === 0 || spoke[person] === 1) continue;
    spoke[person] = 1;
    persons += 1;
  }
  return Math.min(1, Math.max(0, persons - FREE_QUESTIONS) / (DEMANDING_QUESTIONS - FREE_QUESTIONS));
}

/**
 * What weighs of the window, latest first: a person's i-th item adds what i items count beyond i - 1, the second of equal
 * texts a share, others nothing. Beside the whole volume that of the documents of each severity or worse.
 */
function weigh(
  told: Told,
  { agedTo, halfLifeHours, parameters }: Counting,
): Pick<WardEvent, 'open_documents' | 'oldest_open_at' | 'severity' | 'reporters' | 'weighted' | 'severe'> {
  const { facts, rows } = told;
  const asked = questionShare(told);
  const [persons, copies] = [none(told), none(told)];
  const severe: [number, number, number] = [0, 0, 0];
  let [open, oldest, worst, reporters, weighted] = [0, 0, 0, 0, 0];
  for (let i = 0; i < told.inWindow; i++) {
    const row = rows[i]!;
    const weighs = facts.weighs[row]!;
    if (weighs === 0 || (weighs === 2 && asked === 0)) continue;
    const [severity, at] = [facts.severity[row]!, facts.at[row]!];
    worst = Math.max(worst, severity);
    // Latest first.
    if (facts.isOpen[row]) [open, oldest] = [open + 1, at];
    const items = (persons[told.persons[i]!]! += 1);
    const copied = (copies[told.texts[i]!]! += 1);
    if (items === 1) reporters += 1;
    if (copied > 2) continue;
    const share = (copied === 2 ? parameters.copyShare : 1) * (weighs === 2 ? asked : 1);
    const aged = 2 ** ((at - agedTo) / 3_600_000 / halfLifeHours);
    const weight = aged * share * (personWeight(items, parameters) - personWeight(items - 1, parameters));
    weighted += weight;
    for (let s = 0; s < Math.min(3, severity); s++) severe[s]! += weight;
  }
  const oldest_open_at = open > 0 ? new Date(oldest).toISOString() : '';
  return { open_documents: open, oldest_open_at, severity: worst, reporters, weighted, severe };
}

function personWeight(items: number, { personMax }: Counting['parameters']): number {
  return items === 0 ? 0 : Math.min(personMax, 1 + PERSON_STEP * Math.log(items));
}

interface DayCount {
  day: number;
  reporters: number;
}

/**
 * Distinct reporters of each day among so many rows, copies of one text one voice; while few have spoken on a day, those
 * who only ask are none. Latest first, the rows of a day stand together.
 */
function reportersByDay(told: Told, end: number): DayCount[] {
  const { facts, rows, persons, texts } = told;
  // On which day each person and each text was counted last, for complaints and for questions.
  const [people, copies] = [
    [none(told), none(told)],
    [none(told), none(told)],
  ] as const;
  const days: DayCount[] = [];
  for (let i = 0; i < end;) {
    const day = facts.day[rows[i]!]!;
    const spoke = [0, 0];
    const distinct = [0, 0];
    for (; i < end && facts.day[rows[i]!] === day; i++) {
      const weighs = facts.weighs[rows[i]!]!;
      if (weighs === 0) continue;
      const kind = weighs - 1;
      if (people[kind]![persons[i]!] !== day) spoke[kind]! += 1;
      if (copies[kind]![texts[i]!] !== day) distinct[kind]! += 1;
      people[kind]![persons[i]!] = day;
      copies[kind]![texts[i]!] = day;
    }
    const [complaining, asking] = [0, 1].map((kind) => Math.min(spoke[kind]!, distinct[kind]!)) as [number, number];
    days.push({ day, reporters: Math.max(complaining, complaining + asking - FREE_QUESTIONS) });
  }
  return days;
}

/** The latest of equal days: what is going on now matters more than what was. */
function peakOf(days: readonly DayCount[]): DayCount {
  return days.reduce((peak, each) => (each.reporters > peak.reporters ? each : peak), { day: 0, reporters: 0 });
}

function weeksOf(days: readonly DayCount[], today: number): number[] {
  const weeks = Array.from({ length: TREND_WEEKS }, () => 0);
  for (const { day, reporters } of days)
    if (day > today - TREND_WEEKS * 7) weeks[Math.floor((today - day) / 7)]! += reporters;
  return weeks;
}

function spreadOf(
  { street, community }: FactColumns,
  own: readonly number[],
  districtCode: string,
): Pick<WardEvent, 'communities' | 'own_ward'> {
  const streets = new Set(own.map((row) => street[row]!));
  const communities = new Set(own.map((row) => street[row]! * 1000 + community[row]!));
  const located = [...communities].filter((ward) => ward % 1000 !== 0);
  const [only] = streets;
  if (streets.size > 1 || only === 0) return { communities: located.length, own_ward: districtCode };
  const isOne = communities.size === 1 && located.length === 1;
  const own_ward = isOne ? String(located[0]).padStart(12, '0') : String(only).padStart(9, '0');
  return { communities: located.length, own_ward };
}
