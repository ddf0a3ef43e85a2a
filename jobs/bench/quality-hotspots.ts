import { hash } from 'node:crypto';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { describeEvent } from '../events/describe-event.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper } from '../events/grouper.ts';
import { dayIn, dayName, dayNumber } from '../hotspots/baseline.ts';
import { countEvent } from '../hotspots/count-event.ts';
import { type EventFact, factsOfRows } from '../hotspots/facts-of-rows.ts';
import { groupBy } from '../hotspots/group-by.ts';
import { shippedHeat } from '../hotspots/heat-parameters.ts';
import { byHeat, type ScoredEvent, scoreEvents, type UsualDays } from '../hotspots/rank.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { assessSeverity } from '../topics/severity.ts';
import type { BenchRow } from './bench-row.ts';
import { type Appeal, readAppeals, toGroupingDocument } from './read-appeals.ts';
import { withFloors } from './with-floors.ts';

/** Issues that several published analyses of these messages name among the hottest, as far as they are in the development half. */
const CONSENSUS: ReadonlySet<string> = new Set(['lifa-mixing-plant', 'talent-subsidy']);
const ZONE = 'Asia/Shanghai';
const WINDOW_DAYS = 30;
const TOP = 10;
/** A month is an issue's own when so many of its checked messages lie in it. */
const MIN_MESSAGES = 3;
/** What the published lists were misled by: one post that many liked. */
const LIKED = 1000;
const DAY_MS = 86_400_000;

/** Share of the messages, and of the persons with all that they wrote, that a disturbed run keeps. */
const KEPT = 0.8;

/**
 * Where published hot issues stand in the ranking of their months: grouped in one pass and repaired, ranked by the
 * product's own heat over the thirty days to the end of each month, as one district without wards. With
 * MINQING_BENCH_SEEDS=20 as often again over four fifths of the messages and of the persons, drawn anew each time.
 */
export async function run(): Promise<BenchRow[]> {
  const data = readAppeals();
  if (!data) {
    console.error('quality-hotspots skipped: no data');
    return [];
  }
  const { lists, issues, eventOf } = rankAll(data.appeals, data.gold);
  const ranks = issues.filter(({ issue }) => CONSENSUS.has(issue));
  const liked = new Set(data.appeals.filter(({ up }) => up >= LIKED).map(({ id }) => eventOf.get(id)));
  const leads = lists.filter(([first]) => first && first.reporters < 2 && liked.has(first.event_id));
  const row = { bench: 'quality', unit: 'share', data: `${data.appeals.length} appeals, ${lists.length} months` };
  const disturbed = (['messages', 'persons'] as const).map((of) => {
    const found = Array.from({ length: Number(process.env['MINQING_BENCH_SEEDS'] ?? 0) }, (_, seed) =>
      rankAll(keep(data.appeals, of, seed), data.gold).issues.filter(({ issue }) => CONSENSUS.has(issue)),
    ).flat();
    return { ...row, metric: `hotspots_consensus_in_top_ten_of_four_fifths_of_${of}`, value: topShare(found) };
  });
  return withFloors([
    ...ranks
      .toSorted((a, b) => (`${a.issue}${a.month}` < `${b.issue}${b.month}` ? -1 : 1))
      .map(({ issue, month, rank }) => ({
        ...row,
        metric: `hotspots_rank_${issue}_${month}`,
        value: rank,
        unit: 'place',
      })),
    { ...row, metric: 'hotspots_consensus_in_top_ten', value: topShare(ranks) },
    { ...row, metric: 'hotspots_checked_events_in_top_ten', value: topShare(issues) },
    ...disturbed.filter(({ value }) => !Number.isNaN(value)),
    { ...row, metric: 'hotspots_led_by_one_liked_post', value: leads.length, unit: 'months' },
    { ...row, metric: 'hotspots_lone_in_top_ten', value: loneShare(lists) },
  ]);
}

interface Ranked {
  issue: string;
  month: string;
  rank: number;
}
const topShare = (ranks: readonly Ranked[]): number => ranks.filter(({ rank }) => rank <= TOP).length / ranks.length;

/** The lists of all months, and where each checked event stands in the months with enough of its messages. */
function rankAll(appeals: readonly Appeal[], gold: readonly { id: string; core: readonly string[] }[]) {
  const { facts, events } = group(appeals);
  const months = [...new Set(appeals.map(({ time }) => time.slice(0, 7)))].sort();
  const lists = new Map(months.map((month) => [month, rankMonth(month, facts, events)]));
  const eventOf = new Map(facts.map(({ id, event }) => [id, event]));
  const monthOf = new Map(appeals.map(({ id, time }) => [id, time.slice(0, 7)]));
  const issues = gold.flatMap(({ id, core }): Ranked[] => {
    const there = core.filter((each) => monthOf.has(each));
    return [...groupBy(there, (each) => monthOf.get(each)!)].flatMap(([month, ids]) =>
      ids.length < MIN_MESSAGES ? [] : [{ issue: id, month, rank: rankOf(lists.get(month)!, ids, eventOf) }],
    );
  });
  return { lists: [...lists.values()], issues, eventOf };
}

/** Four fifths of them, the same for the same seed. */
function keep(appeals: readonly Appeal[], of: 'messages' | 'persons', seed: number): Appeal[] {
  const isKept = (key: string): boolean => {
    const drawn = hash('sha256', `${seed} ${key}`, 'buffer').readUInt32BE() / 2 ** 32;
    return drawn < KEPT;
  };
  return appeals.filter(({ id, user }) => isKept(of === 'messages' ? id : user));
}

interface Fact extends EventFact {
  id: string;
}

function group(appeals: readonly Appeal[]): { facts: Fact[]; events: Map<string, GroupingDocument[]> } {
  const segmenter = createSegmenter();
  const documents = appeals.map((appeal) => toGroupingDocument(appeal, segmenter));
  const grouper = createGrouper();
  for (const document of documents) grouper.add(document);
  grouper.repair();
  const facts = documents.map((document) => toFact(document, grouper.eventOf(document.key)!));
  facts.sort((a, b) => b.at - a.at);
  return { facts, events: groupBy(documents, ({ key }) => grouper.eventOf(key)!) };
}

function toFact(document: GroupingDocument, event: string): Fact {
  const { title, text, key, publishedAt, words, reporterKey } = document;
  const { severity } = assessSeverity(`${title}\n${text}`);
  const { nature } = classifyNature({ title, text });
  const weighs = severity >= 2 || !['praise', 'consult', 'other'].includes(nature) ? 1 : nature === 'consult' ? 2 : 0;
  return {
    id: key,
    event,
    at: Date.parse(publishedAt),
    day: dayNumber(dayIn(ZONE, publishedAt)),
    ward: 0,
    person: numberOf(reporterKey),
    copy: numberOf(words.join(' ')),
    source: 1,
    severity,
    weighs,
    isOpen: false,
    isPrivate: false,
  };
}

const numbers = new Map<string, number>();
function numberOf(text: string): number {
  const known = numbers.get(text) ?? numbers.size;
  numbers.set(text, known);
  return known;
}

function rankMonth(
  month: string,
  facts: readonly Fact[],
  events: ReadonlyMap<string, readonly GroupingDocument[]>,
): ScoredEvent[] {
  const [year, number] = month.split('-').map(Number);
  const to = Date.UTC(year!, number!, 1) - 1;
  const from = to - WINDOW_DAYS * DAY_MS;
  const today = dayNumber(dayIn(ZONE, to));
  const halfLifeHours = (shippedHeat.halfLifeHours * WINDOW_DAYS) / 7;
  const parameters = shippedHeat;
  const counting = { districtCode: '990113', from, agedTo: to, halfLifeHours, today, parameters };
  const heard = facts.filter(({ at }) => at <= to);
  const recent = groupBy(
    heard.filter(({ at }) => at > to - 35 * DAY_MS),
    ({ event }) => event,
  );
  const counted = [...recent.values()].flatMap((own) => countEvent(factsOfRows(own), counting) ?? []);
  const past = groupBy(heard, ({ event }) => event);
  const keys = new Map(
    counted.map(({ event }) => {
      const first = past.get(event)!.at(-1)!.day;
      return [event, { event, event_id: event, subject: event, first_day: first }];
    }),
  );
  const subjects = subjectsOf(events);
  const mentions = groupBy(
    heard.filter(({ weighs }) => weighs > 0),
    ({ event }) => subjects.get(event)!,
  );
  const context = {
    runId: month,
    at: new Date(to).toISOString(),
    windowDays: WINDOW_DAYS,
    windowStart: dayIn(ZONE, from),
    today: dayName(today),
    keys,
    usual: ({ event }: { event: string }) => usualOf(mentions.get(subjects.get(event)!) ?? []),
    firstDay: heard.at(-1)!.day,
    halfLifeHours,
    overdueDays: () => 0,
    parameters,
    formulaVersion: 'bench',
  };
  const listed = counted.filter((event) => event.documents >= 2 || event.severity >= 2);
  return scoreEvents(listed, context).sort(byHeat);
}

/** Place and category of each event, or the event itself where it names no place. */
function subjectsOf(events: ReadonlyMap<string, readonly GroupingDocument[]>): Map<string, string> {
  return new Map(
    Array.from(events, ([event, members]) => {
      const described = describeEvent(
        event,
        members.map((member) => ({
          ...member,
          visibility: 'public',
          tokens: [...member.words],
          places: [...member.anchors],
          likes: 0,
        })),
      );
      const place = described.place.split('、')[0];
      return [event, place ? `${place}|${described.topicCode.slice(0, 2)}` : event];
    }),
  );
}

function usualOf(mentions: readonly Fact[]): UsualDays {
  const days = groupBy(mentions, ({ day }) => day);
  return new Map(Array.from(days, ([day, own]) => [day, new Set(own.map(({ person }) => person)).size]));
}

/** The place of the event that holds most of the named messages. */
function rankOf(list: readonly ScoredEvent[], ids: readonly string[], eventOf: ReadonlyMap<string, string>): number {
  const events = [...groupBy(ids, (id) => eventOf.get(id)!)].sort(([, a], [, b]) => b.length - a.length);
  const place = list.findIndex(({ event_id }) => event_id === events[0]![0]);
  return place < 0 ? list.length + 1 : place + 1;
}

/** Share of the first ten places that an event of a single reporter holds. */
function loneShare(lists: readonly (readonly ScoredEvent[])[]): number {
  const top = lists.flatMap((list) => list.slice(0, TOP));
  return top.filter(({ reporters }) => reporters < 2).length / top.length;
}
