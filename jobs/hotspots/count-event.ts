import type { EventFact } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { dayName } from './baseline.ts';
import { DEMANDING_QUESTIONS, FREE_QUESTIONS, type HeatParameters, PERSON_STEP } from './heat-parameters.ts';
import { TREND_WEEKS } from './trend.ts';

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

/** An event's documents in one ward of a level, latest first; the ward as `ranking_facts` numbers it, the district 0. */
export interface WardFacts {
  ward: number;
  facts: readonly EventFact[];
}

/** Splits an event's documents by the wards of a level; what is not located so deep falls to none, but all to the district. */
export function splitByWard(facts: readonly EventFact[], level: WardLevel): WardFacts[] {
  if (level === 'district') return [{ ward: 0, facts }];
  const wards = new Map<number, EventFact[]>();
  for (const fact of facts) {
    const ward = wardOf(fact.ward, level);
    if (ward === 0) continue;
    const group = wards.get(ward);
    if (group) group.push(fact);
    else wards.set(ward, [fact]);
  }
  return [...wards].map(([ward, group]) => ({ ward, facts: group }));
}

function wardOf(ward: number, level: WardLevel): number {
  if (level === 'street') return Math.floor(ward / 1000);
  return ward % 1000 === 0 ? 0 : ward;
}

/** Counts an event in a ward and window; null when it has no document there. `facts` reach back over the window and the weeks of a trend. */
export function countEvent({ ward, facts }: WardFacts, counting: Counting): WardEvent | null {
  const own = takeSince(facts, counting.from);
  if (own.length === 0) return null;
  const asked = questionShare(own);
  const weighing = own.filter((fact) => fact.weighs === 1 || (fact.weighs === 2 && asked > 0));
  const open = weighing.filter((fact) => fact.isOpen);
  const peak = peakOf(reportersByDay(own));
  return {
    ward: ward === 0 ? counting.districtCode : String(ward).padStart(ward < 1e9 ? 9 : 12, '0'),
    event: own[0]!.event,
    documents: own.length,
    private_documents: own.filter((fact) => fact.isPrivate).length,
    open_documents: open.length,
    // Latest first.
    oldest_open_at: open.length > 0 ? new Date(open.at(-1)!.at).toISOString() : '',
    severity: weighing.reduce((worst, fact) => Math.max(worst, fact.severity), 0),
    sources: new Set(own.map((fact) => fact.source)).size,
    communities: new Set(own.filter((fact) => fact.ward % 1000 !== 0).map((fact) => fact.ward)).size,
    own_ward: ownWard(own, counting.districtCode),
    reporters: new Set(weighing.map((fact) => fact.person)).size,
    ...volumeOf(weighing, asked, counting),
    peak_reporters: peak.reporters,
    peak_day: peak.reporters === 0 ? '' : dayName(peak.day),
    weeks: weeksOf(facts, counting.today),
  };
}

function takeSince(facts: readonly EventFact[], from: number): readonly EventFact[] {
  if (facts.at(-1)!.at > from) return facts;
  return facts.slice(
    0,
    facts.findIndex((fact) => fact.at <= from),
  );
}

/** What a plain question counts beside a complaint: nothing while few have spoken of the matter, as much where enough have. */
function questionShare(own: readonly EventFact[]): number {
  const persons = new Set<number>();
  for (const fact of own) if (fact.weighs > 0) persons.add(fact.person);
  return Math.min(1, Math.max(0, persons.size - FREE_QUESTIONS) / (DEMANDING_QUESTIONS - FREE_QUESTIONS));
}

/**
 * Latest first: a person's i-th item adds what i items count beyond i - 1, the second of equal texts a share, others
 * nothing. Beside the whole volume that of the documents of each severity or worse.
 */
function volumeOf(
  weighing: readonly EventFact[],
  asked: number,
  { agedTo, halfLifeHours, parameters }: Counting,
): Pick<WardEvent, 'weighted' | 'severe'> {
  const persons = new Map<number, number>();
  const copies = new Map<number, number>();
  const severe: [number, number, number] = [0, 0, 0];
  let weighted = 0;
  for (const { at, person, copy, weighs, severity } of weighing) {
    const i = count(persons, person);
    const copied = count(copies, copy);
    if (copied > 2) continue;
    const share = (copied === 2 ? parameters.copyShare : 1) * (weighs === 2 ? asked : 1);
    const aged = 2 ** ((at - agedTo) / 3_600_000 / halfLifeHours);
    const weight = aged * share * (personWeight(i, parameters) - personWeight(i - 1, parameters));
    weighted += weight;
    for (let s = 1; s <= Math.min(3, severity); s++) severe[s - 1]! += weight;
  }
  return { weighted, severe };
}

function count(counts: Map<number, number>, key: number): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

function personWeight(items: number, { personMax }: Counting['parameters']): number {
  return items === 0 ? 0 : Math.min(personMax, 1 + PERSON_STEP * Math.log(items));
}

interface Voices {
  people: Set<number>;
  texts: Set<number>;
}
const voices = (): Voices => ({ people: new Set(), texts: new Set() });
const countVoices = ({ people, texts }: Voices): number => Math.min(people.size, texts.size);

/** Distinct reporters by day, copies of one text one voice; while few have spoken on a day, those who only ask are none. */
function reportersByDay(facts: readonly EventFact[]): Map<number, number> {
  const days = new Map<number, [complaining: Voices, asking: Voices]>();
  for (const { day, person, copy, weighs } of facts) {
    if (weighs === 0) continue;
    let both = days.get(day);
    if (!both) days.set(day, (both = [voices(), voices()]));
    const { people, texts } = both[weighs === 1 ? 0 : 1];
    people.add(person);
    texts.add(copy);
  }
  const total = ([complaining, asking]: [Voices, Voices]): number => {
    const [complain, ask] = [countVoices(complaining), countVoices(asking)];
    return Math.max(complain, complain + ask - FREE_QUESTIONS);
  };
  return new Map([...days].map(([day, both]) => [day, total(both)]));
}

/** The latest of equal days: what is going on now matters more than what was. */
function peakOf(days: ReadonlyMap<number, number>): { day: number; reporters: number } {
  let peak = { day: 0, reporters: 0 };
  for (const [day, reporters] of days)
    if (reporters > peak.reporters || (reporters === peak.reporters && day > peak.day)) peak = { day, reporters };
  return peak;
}

function weeksOf(facts: readonly EventFact[], today: number): number[] {
  const weeks = Array.from({ length: TREND_WEEKS }, () => 0);
  const since = today - TREND_WEEKS * 7;
  for (const [day, reporters] of reportersByDay(facts.filter((fact) => fact.day > since)))
    weeks[Math.floor((today - day) / 7)]! += reporters;
  return weeks;
}

function ownWard(own: readonly EventFact[], districtCode: string): string {
  const first = own[0]!.ward;
  if (first % 1000 !== 0 && own.every((fact) => fact.ward === first)) return String(first).padStart(12, '0');
  const street = Math.floor(first / 1000);
  if (first !== 0 && own.every((fact) => Math.floor(fact.ward / 1000) === street))
    return String(street).padStart(9, '0');
  return districtCode;
}
