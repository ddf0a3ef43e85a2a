import { DEMANDING_QUESTIONS, FREE_QUESTIONS, type HeatParameters, PERSON_STEP } from './heat-parameters.ts';
import { Alike } from './number-alike.ts';
import { type DayCount, peakOf, reportersByDay, type Told } from './reporters-by-day.ts';
import { Scratch } from './scratch.ts';
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
  /** Most distinct reporters on one day, copies of one text counted once, and that day's number; 0 when none weighs. */
  peak_reporters: number;
  peak_day: number;
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

/** An event's documents in a ward, the latest of which lie within the window. */
interface Counted extends Told {
  inWindow: number;
}

/** Used for one event after the other. */
const [alikePersons, alikeTexts] = [new Alike(), new Alike()];
const [alikeStreets, alikeCommunities, alikeSources] = [new Alike(), new Alike(), new Alike()];
/** Volume of documents at least as severe as 1, 2 and 3. */
const severeBefore = new Float64Array(3);
const [spokeBefore, itemsBefore, copiesBefore] = [new Scratch(), new Scratch(), new Scratch()];

/** Counts an event in a ward and window; null when it has no document there. `facts` reach back over the window and the weeks of a trend. */
export function countEvent({ event, ward, facts, rows }: WardFacts, counting: Counting): WardEvent | null {
  let inWindow = 0;
  while (inWindow < rows.length && facts.at[rows[inWindow]!]! > counting.from) inWindow += 1;
  if (inWindow === 0) return null;
  let end = inWindow;
  while (end < rows.length && facts.day[rows[end]!]! > counting.today - TREND_WEEKS * 7) end += 1;
  const told = {
    facts,
    rows,
    persons: alikePersons.number(facts.person, rows, end),
    texts: alikeTexts.number(facts.copy, rows, end),
    inWindow,
  };
  const days = reportersByDay(told, 0, inWindow);
  const peak = peakOf(days);
  const counts = {
    ward: ward === 0 ? counting.districtCode : String(ward).padStart(ward < 1e9 ? 9 : 12, '0'),
    event,
    documents: inWindow,
    peak_reporters: peak.reporters,
    peak_day: peak.day,
    weeks: weeksOf(end === inWindow ? days : withDaysBefore(told, days, end), counting.today),
  };
  // A spread behind which fields are added would take as long as all sums.
  return Object.assign(counts, spreadOf(told, counting.districtCode), weigh(told, counting));
}

/** What a plain question counts beside a complaint: nothing while few have spoken of the matter, as much where enough have. */
function questionShare(told: Counted): number {
  const spoke = spokeBefore.zeros(told.inWindow);
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
  told: Counted,
  { agedTo, halfLifeHours, parameters }: Counting,
): Pick<WardEvent, 'open_documents' | 'oldest_open_at' | 'severity' | 'reporters' | 'weighted' | 'severe'> {
  const { facts, rows } = told;
  const asked = questionShare(told);
  const [itemsOf, copiesOf] = [itemsBefore.zeros(told.inWindow), copiesBefore.zeros(told.inWindow)];
  severeBefore.fill(0);
  // A power of two takes three times as long.
  const perMillisecond = Math.LN2 / 3_600_000 / halfLifeHours;
  let [open, oldest, worst, reporters, weighted] = [0, 0, 0, 0, 0];
  for (let i = 0; i < told.inWindow; i++) {
    const row = rows[i]!;
    const weighs = facts.weighs[row]!;
    if (weighs === 0 || (weighs === 2 && asked === 0)) continue;
    // One by one: a list of two that is taken apart at once is made for each document.
    const severity = facts.severity[row]!;
    const at = facts.at[row]!;
    worst = Math.max(worst, severity);
    if (facts.isOpen[row]) {
      open += 1;
      // Latest first.
      oldest = at;
    }
    const item = (itemsOf[told.persons[i]!]! += 1);
    const copy = (copiesOf[told.texts[i]!]! += 1);
    if (item === 1) reporters += 1;
    if (copy > 2) continue;
    const share = (copy === 2 ? parameters.copyShare : 1) * (weighs === 2 ? asked : 1);
    const aged = Math.exp((at - agedTo) * perMillisecond);
    const person = item === 1 ? 1 : personWeight(item, parameters) - personWeight(item - 1, parameters);
    const weight = aged * share * person;
    weighted += weight;
    for (let s = 0; s < Math.min(3, severity); s++) severeBefore[s]! += weight;
  }
  const oldest_open_at = open > 0 ? new Date(oldest).toISOString() : '';
  const [nuisance, danger, urgent] = severeBefore as unknown as [number, number, number];
  return {
    open_documents: open,
    oldest_open_at,
    severity: worst,
    reporters,
    weighted,
    severe: [nuisance, danger, urgent],
  };
}

function personWeight(items: number, { personMax }: Counting['parameters']): number {
  return Math.min(personMax, 1 + PERSON_STEP * Math.log(items));
}

/** The days of the window and those before it; of the one in which it begins all rows count. */
function withDaysBefore(told: Counted, days: readonly DayCount[], end: number): DayCount[] {
  const { facts, rows, inWindow } = told;
  const day = facts.day[rows[inWindow]!]!;
  let start = inWindow;
  while (start > 0 && facts.day[rows[start - 1]!] === day) start -= 1;
  const whole = start < inWindow ? days.slice(0, -1) : days;
  return [...whole, ...reportersByDay(told, start, end)];
}

function weeksOf(days: readonly DayCount[], today: number): number[] {
  const weeks = Array.from({ length: TREND_WEEKS }, () => 0);
  for (const { day, reporters } of days)
    if (day > today - TREND_WEEKS * 7) weeks[Math.floor((today - day) / 7)]! += reporters;
  return weeks;
}

function spreadOf(
  { facts, rows, inWindow }: Counted,
  districtCode: string,
): Pick<WardEvent, 'communities' | 'own_ward' | 'sources' | 'private_documents'> {
  for (const alike of [alikeStreets, alikeCommunities, alikeSources]) alike.begin(inWindow);
  let [communities, last, private_documents] = [0, 0, 0];
  for (let i = 0; i < inWindow; i++) {
    const row = rows[i]!;
    const street = facts.street[row]!;
    const community = facts.community[row]!;
    const known = alikeCommunities.distinct;
    alikeStreets.numberOf(street);
    alikeCommunities.numberOf(street * 1000 + community);
    alikeSources.numberOf(facts.source[row]!);
    if (community !== 0 && alikeCommunities.distinct > known) {
      communities += 1;
      last = street * 1000 + community;
    }
    private_documents += facts.isPrivate[row]!;
  }
  const counts = { communities, sources: alikeSources.distinct, private_documents };
  const only = facts.street[rows[0]!]!;
  if (alikeStreets.distinct > 1 || only === 0) return Object.assign(counts, { own_ward: districtCode });
  const isOne = alikeCommunities.distinct === 1 && communities === 1;
  const own_ward = isOne ? String(last).padStart(12, '0') : String(only).padStart(9, '0');
  return Object.assign(counts, { own_ward });
}
