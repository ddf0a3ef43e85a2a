import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { describeEvent } from '../events/describe-event.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper } from '../events/grouper.ts';
import { type DayCounts, dayIn, dayNumber } from '../hotspots/baseline.ts';
import { countEvent } from '../hotspots/count-event.ts';
import { type EventFact, factsOfRows } from '../hotspots/facts-of-rows.ts';
import { groupBy } from '../hotspots/group-by.ts';
import { shippedHeat } from '../hotspots/heat-parameters.ts';
import { byHeat, type ScoredEvent, scoreEvent } from '../hotspots/rank.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { assessSeverity } from '../topics/severity.ts';
import { type Appeal, toGroupingDocument } from './read-appeals.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW_DAYS = 30;
const DAY_MS = 86_400_000;

/** A message as the ranking counts it. */
export interface Fact extends EventFact {
  id: string;
}

/** Groups messages in one pass with a repair; facts are the newest first. */
export function groupAppeals(appeals: readonly Appeal[]): { facts: Fact[]; events: Map<string, GroupingDocument[]> } {
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

/** The thirty days to the end of a month, ranked by the product's own heat. */
export function rankMonth(
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
      const own = past.get(event)!;
      const told = { isPlace: false, isSingle: own.length < 2, first_day: own.at(-1)!.day };
      return [event, { event, event_id: event, subject: event, ...told }];
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
    windowStart: dayNumber(dayIn(ZONE, from)),
    today,
    firstDay: heard.at(-1)!.day,
    halfLifeHours,
    overdueDays: () => 0,
    parameters,
    formulaVersion: 'bench',
  };
  const listed = counted.filter((event) => event.documents >= 2 || event.severity >= 2);
  return listed
    .map((event) => {
      const usual = usualOf(mentions.get(subjects.get(event.event)!) ?? []);
      return scoreEvent(event, { key: keys.get(event.event)!, usual }, context);
    })
    .sort(byHeat);
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

function usualOf(mentions: readonly Fact[]): DayCounts {
  const days = groupBy(mentions, ({ day }) => day);
  return {
    days: [...days.keys()],
    counts: Array.from(days.values(), (own) => new Set(own.map(({ person }) => person)).size),
  };
}
