import { expect, test } from 'vitest';
import { insertRows, runCommand, runQuery } from '#warehouse/analytics/analytics.ts';
import { copySharedRows } from '#warehouse/analytics/hotspots/copy-shared-rows.ts';
import { getFirstDay } from '#warehouse/analytics/hotspots/get-first-day.ts';
import { getRunBefore } from '#warehouse/analytics/hotspots/get-run-before.ts';
import { type FactColumns, listEventFacts } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import { listHotCandidates } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { listMentionDays, type MentionDays } from '#warehouse/analytics/hotspots/list-mention-days.ts';
import { listUnsettledSubjects } from '#warehouse/analytics/hotspots/list-unsettled-subjects.ts';
import { listUsualDays } from '#warehouse/analytics/hotspots/list-usual-days.ts';
import type { Document } from '#warehouse/model/document.ts';
import { wardLevels } from '#warehouse/model/ward.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { z } from 'zod';
import { toMembershipRow, toTakenOutRow } from '../intake/document-rows.ts';
import { aDocument } from '../testing/a-document.ts';
import { groupBy } from './group-by.ts';
import { dayIn, dayNumber } from './baseline.ts';
import { bestBeside } from './best-beside.ts';
import { formulaVersion, heatBound } from './heat.ts';
import { shippedHeat } from './heat-parameters.ts';
import { hourEnd } from './hour-end.ts';
import type { LevelRun } from './level-run.ts';
import type { HotspotRecord } from './rank.ts';
import { type AskedLists, contextOf, factsSpan, LISTED, overdueDaysOf, windowOf } from './rank-level.ts';
import { rankAgain } from './rank-again.ts';
import { computeRanking, runRanking } from './run-ranking.ts';
import { learnUsual } from './usual-days.ts';

const stores = await freshStores();
const { analytics } = stores;
const DAY_MS = 86_400_000;
const START = Date.parse('2020-12-12T13:01:00.000Z');
/** More events per ward than the lists of a community keep, so that lists are cut. */
const EVENTS = 150;

// Linear congruence of Numerical Recipes: the same changes in every run.
let state = 20201212;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

interface Held {
  document: Document;
  eventId: string;
}
const held = new Map<string, Held>();
let revision = 1000;
let nextId = 0;

function someDocument(now: number, age: number): Document {
  const place = `p${random(12)}`;
  return aDocument({
    externalId: String((nextId += 1)),
    publishedAt: new Date(now - random(age)).toISOString(),
    wardCode: ['990113001001', '990113001002', '990113002001', '990113002', ''][random(5)]!,
    reporterKey: `r${random(150)}`,
    tokens: [String(random(400))],
    topicCode: ['0801', '0901'][random(2)]!,
    nature: (['complaint', 'complaint', 'consult', 'praise'] as const)[random(4)]!,
    severity: random(20) === 0 ? 2 : 0,
    status: random(4) === 0 ? 'resolved' : 'open',
    visibility: random(8) === 0 ? 'private' : 'public',
    places: random(5) === 0 ? [] : [place],
  });
}

/** Rows as the applier writes them: a change of what grouping looks at takes the old row out first. */
function rowsOf(before: Held | undefined, after: Held): object[] {
  revision += 2;
  const place = { eventId: after.eventId, score: 1, because: [], seq: revision };
  const row = toMembershipRow(after.document, place, revision);
  if (!before) return [row];
  const { document } = before;
  const stored = {
    event_id: before.eventId,
    seq: revision,
    published_at: document.publishedAt,
    topic_code: document.topicCode,
    places: document.places,
  };
  return [toTakenOutRow(document, stored, revision - 1), row];
}

const some = (): Held => [...held.values()][random(held.size)]!;

/** A batch of changes: new documents, edits, deletions, and moves to another event as a repair makes them. */
async function change(now: number, sizes: { fresh: number; edits: number; deletions: number; moves: number }) {
  const rows: object[] = [];
  const touched = new Set<string>();
  const write = (before: Held | undefined, after: Held): void => {
    rows.push(...rowsOf(before, after));
    for (const each of [before, after]) if (each) touched.add(each.eventId);
    if (after.document.deleted) held.delete(after.document.externalId);
    else held.set(after.document.externalId, after);
  };
  for (let i = 0; i < sizes.fresh; i++) {
    const age = random(3) === 0 ? 100 * DAY_MS : 3 * DAY_MS;
    write(undefined, { document: someDocument(now, age), eventId: `e${random(random(EVENTS) + 1)}` });
  }
  for (let i = 0; i < sizes.edits; i++) {
    const before = some();
    const { externalId } = before.document;
    write(before, { document: { ...someDocument(now, 60 * DAY_MS), externalId }, eventId: `e${random(EVENTS)}` });
  }
  for (let i = 0; i < sizes.deletions; i++) {
    const before = some();
    write(before, { ...before, document: { ...before.document, deleted: true } });
  }
  for (let i = 0; i < sizes.moves; i++) {
    const before = some();
    const place = { eventId: `e${random(EVENTS)}`, score: 1, because: [], seq: 1 };
    const old = { ...place, eventId: before.eventId };
    rows.push({ ...toMembershipRow(before.document, old, (revision += 1)), is_deleted: 1 });
    rows.push(toMembershipRow(before.document, place, (revision += 1)));
    for (const id of [before.eventId, place.eventId]) touched.add(id);
    held.set(before.document.externalId, { ...before, eventId: place.eventId });
  }
  await insertRows(analytics, { name: 'test', table: 'memberships', rows });
  await insertRows(analytics, { name: 'test', table: 'events', rows: [...touched].map(describe) });
}

/** The row of an event, rewritten whenever its members change. */
function describe(eventId: string): object {
  const members = [...held.values()].filter((each) => each.eventId === eventId).map(({ document }) => document);
  const times = members.map(({ publishedAt }) => publishedAt).sort();
  return {
    event_id: eventId,
    revision: (revision += 1),
    is_deleted: members.length === 0 ? 1 : 0,
    kind: 'event',
    title: eventId,
    place: members[0]?.places.join('、') ?? '',
    topic_code: members[0]?.topicCode ?? '',
    first_at: times[0] ?? '1970-01-01T00:00:00.000Z',
    last_at: times.at(-1) ?? '1970-01-01T00:00:00.000Z',
    document_count: members.length,
  };
}

const rowSchema = z.looseObject({ window_days: z.number(), ward_code: z.string(), event_id: z.string() });

/** What a run stored, in a form that does not depend on the run: windows, wards and the order within them. */
async function storedOf(runId: string) {
  const rows = await runQuery(analytics, {
    name: 'test',
    sql: `SELECT * EXCEPT (run_id, rank, is_out) FROM hotspots FINAL WHERE run_id = {runId:String} AND is_out = 0
          ORDER BY window_days, ward_code, heat DESC, reporters DESC, documents DESC, event_id`,
    params: { runId },
    row: rowSchema,
  });
  return rows;
}

const options = (at: number) => ({
  analytics,
  districtCode: '990113',
  timeZone: 'Asia/Shanghai',
  at: new Date(at).toISOString(),
  runId: `run ${at}`,
  overdueDays: (openedAt: string) => Math.max(0, Math.floor((START - Date.parse(openedAt)) / (20 * DAY_MS))),
});

async function levelRunAt(at: number): Promise<LevelRun> {
  const firstDay = dayNumber((await getFirstDay(analytics))!);
  const asked = options(at);
  return {
    ...asked,
    agedTo: hourEnd(asked.at),
    history: Promise.resolve({ firstDay, unsettled: await listUnsettledSubjects(analytics, asked) }),
    parameters: shippedHeat,
    formulaVersion: formulaVersion(0),
  };
}

/** Half of what a run would have changed, and no row of the run: what a killed process leaves. */
async function breakOff(run: LevelRun): Promise<void> {
  const again = (await rankAgain(run, await getRunBefore(analytics)))!;
  expect(again.fresh.length).toBeGreaterThan(10);
  const rows = again.fresh.slice(0, again.fresh.length / 2).map((row) => ({ ...row, rank: 0, run_id: again.runId }));
  await insertRows(analytics, { name: 'test', table: 'hotspots', rows });
}

/** What came with the last change, copied by a process that was killed before it copied the rest of these events. */
async function breakCopyingOff(since: number): Promise<void> {
  const columns =
    'subject, day, document, published_at, revision, is_deleted, ward, person, copy, source, severity, weighs, is_open, is_private';
  await runCommand(analytics, {
    name: 'test',
    sql: `INSERT INTO shared_rows (${columns})
          SELECT ${columns} FROM ranking_rows WHERE is_mention = 0 AND revision > {since:UInt64}`,
    params: { since },
  });
}

/** Places that mentions name, and events of two documents or more that name none. */
function listSubjects(): Promise<{ subject: string; isPlace: number }[]> {
  return runQuery(analytics, {
    name: 'test',
    sql: `SELECT toString(subject) AS subject, max(is_place) AS isPlace FROM (
            SELECT subject, 1 AS is_place FROM ranking_rows WHERE is_mention = 1
            UNION ALL SELECT cityHash64(event_id), 0 FROM events FINAL WHERE place = '' AND document_count >= 2)
          GROUP BY subject ORDER BY subject`,
    row: z.object({ subject: z.string(), isPlace: z.number() }),
  });
}

const isOf =
  (isPlace: number) =>
  (each: { isPlace: number }): boolean =>
    each.isPlace === isPlace;

/** What is kept of each settled place and event is what its documents say, counted now; gives which share of them is settled. */
async function expectSettledAsRecounted(at: number): Promise<{ places: number; events: number }> {
  const run = await levelRunAt(at);
  const { unsettled } = await run.history;
  const all = await listSubjects();
  const settled = all.filter(({ subject }) => unsettled?.days.has(subject) === false);
  const named = (isPlace: number): string[] => settled.filter(isOf(isPlace)).map(({ subject }) => subject);
  const [places, events] = [named(1), named(0)];
  const since = new Date(at - 150 * DAY_MS).toISOString();
  const span = { since, to: run.at, timeZone: run.timeZone, levels: wardLevels };
  const today = dayNumber(dayIn(run.timeZone, run.at));
  for (const asked of [
    { places, events: [] },
    { places: [], events },
  ]) {
    const kept = toldOf([await listUsualDays(analytics, [...asked.places, ...asked.events], span)], today);
    expect(kept.length).toBeGreaterThan(asked.places.length + asked.events.length);
    expect(kept).toEqual(toldOf(await listMentionDays(analytics, asked, span), today));
  }
  return { places: places.length / all.filter(isOf(1)).length, events: events.length / all.filter(isOf(0)).length };
}

function toldOf(found: readonly MentionDays[], today: number): string[] {
  return found
    .flatMap((told) => Array.from(told.day, (day, i) => ({ day, told, i })))
    .filter(({ day }) => day < today)
    .map(({ day, told, i }) => `${told.subject[i]} ${told.ward[i]} ${day} ${told.persons[i]}`)
    .toSorted();
}

/** Of events that a ranking may list the rows are those of `ranking_rows`, copied or not; gives the share that is copied as it is. */
async function expectRowsAsRecounted(at: number): Promise<number> {
  const span = await factsSpan(await levelRunAt(at), 150);
  const events = await runQuery(analytics, {
    name: 'test',
    sql: `SELECT toString(subject) AS event FROM ranking_rows FINAL WHERE is_mention = 0
          GROUP BY subject HAVING count() >= 2 OR max(severity) >= 2 ORDER BY subject`,
    row: z.object({ event: z.string() }),
  });
  const named = events.map(({ event }) => event);
  const told = await factsOf(listEventFacts(analytics, named, span));
  expect(told.length).toBeGreaterThan(1000);
  expect(told).toEqual(await factsOf(listEventFacts(analytics, named, { ...span, isSettled: () => false })));
  return named.filter(span.isSettled).length / named.length;
}

async function factsOf(found: AsyncGenerator<FactColumns>): Promise<string[]> {
  const facts: string[] = [];
  for await (const columns of found)
    for (const row of columns.event.keys())
      facts.push(
        Object.values(columns)
          .map((column) => column[row])
          .join(' '),
      );
  return facts.toSorted();
}

test(
  'a run that looks only at what was touched stores what a run over everything would, also after one that was broken off',
  { timeout: 120_000 },
  async () => {
    await change(START, { fresh: 2500, edits: 0, deletions: 0, moves: 0 });
    const kinds: string[] = [];
    const settled: { places: number; events: number }[] = [];
    const copied: number[] = [];
    let before = revision;
    for (const minutes of [0, 11, 22, 70]) {
      const at = START + minutes * 60_000;
      if (minutes === 22) await breakOff(await levelRunAt(at - 30_000));
      if (minutes > 0) await breakCopyingOff(before);
      const ran = await runRanking({ ...options(at), seq: revision, finishedAt: new Date(at).toISOString() });
      kinds.push(ran.kind);
      const stored = await storedOf(ran.runId);
      expect(ran.hotspots).toBe(stored.length);
      expectFirstRows(stored, await computeRanking({ ...options(at), runId: 'whole' }));
      settled.push(await expectSettledAsRecounted(at));
      copied.push(await expectRowsAsRecounted(at));
      before = revision;
      await change(at + 60_000, { fresh: 12, edits: 2, deletions: 1, moves: 2 });
    }
    // The last falls into another hour, in which everything has aged.
    expect(kinds).toEqual(['full', 'incremental', 'incremental', 'full']);
    // After a run over everything all are settled; each change unsettles some.
    expect(settled[0]).toEqual({ places: 1, events: 1 });
    expect(settled[3]).toEqual({ places: 1, events: 1 });
    expect([copied[0], copied[3]]).toEqual([1, 1]);
    const shares = [settled[1]!, settled[2]!].flatMap(({ places, events }) => [places, events]);
    for (const share of [...shares, copied[1]!, copied[2]!]) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
    await runCommand(analytics, { name: 'test', sql: 'TRUNCATE TABLE shared_rows' });
    await copySharedRows(analytics, { from: 0, seq: revision }, 0);
    await expectRowsAsRecounted(START + 71 * 60_000);
  },
);

/** The number of an event that no row describes. */
const undescribed = '18446744073709551615';

test('no event is hotter, nor told by more, than it is bounded by, before and beside what is usual at its place', async () => {
  const run = await levelRunAt(START + DAY_MS);
  const rows = await computeRanking(options(START + DAY_MS));
  expect(rows.length).toBeGreaterThan(300);
  for (const own of groupBy(rows, ({ level, window_days }) => `${level}|${window_days}`).values()) {
    const [level, days] = [own[0]!.level, own[0]!.window_days];
    const bounds = new Map(
      (await listBounds(run, { level, days })).map((each) => [`${each.ward}|${each.event}`, each]),
    );
    const context = contextOf(run, await run.history, days);
    const events = [...bounds.values(), { event: undescribed, isShared: false }];
    const usual = await learnUsual(run, context.windowStart, { events, levels: [level] });
    // What is not described yet stands beside nothing, and so in no list.
    expect(usual(undescribed, 0)).toBeUndefined();
    for (const row of own) {
      const ward = level === 'district' ? 0 : Number(row.ward_code);
      const event = await numberOf(row.event_id);
      const found = bounds.get(`${ward}|${event}`)!;
      const nearer = bestBeside(found, usual(event, ward)!, context).heat;
      expect(nearer).toBeGreaterThanOrEqual(row.heat);
      expect(found.bound).toBeGreaterThanOrEqual(nearer);
      expect(found.items).toBeGreaterThanOrEqual(row.reporters);
    }
  }
});

/** The bounds of all events, none left out. */
function listBounds(run: LevelRun, { level, days }: Pick<AskedLists, 'level' | 'days'>) {
  const window = windowOf(run, days);
  const bound = heatBound(run.parameters, overdueDaysOf(run, window));
  return listHotCandidates(analytics, level, { ...window, bound, limit: 100_000 });
}

const numbers = new Map<string, string>();
async function numberOf(eventId: string): Promise<string> {
  if (numbers.size === 0)
    for (const row of await runQuery(analytics, {
      name: 'test',
      sql: 'SELECT DISTINCT event_id, toString(cityHash64(event_id)) AS event FROM events',
      row: z.object({ event_id: z.string(), event: z.string() }),
    }))
      numbers.set(row.event_id, row.event);
  return numbers.get(eventId)!;
}

const keyOf = (row: { window_days: number; ward_code: string }): string => `${row.window_days}|${row.ward_code}`;

/** Each list is the beginning of the expected one, and as long as pages may ask for it. */
function expectFirstRows(stored: Awaited<ReturnType<typeof storedOf>>, expected: readonly HotspotRecord[]): void {
  const lists = groupBy(stored, keyOf);
  for (const [key, whole] of groupBy(expected, keyOf)) {
    const list = lists.get(key) ?? [];
    expect(list.length).toBeGreaterThanOrEqual(Math.min(whole.length, LISTED[whole[0]!.level]));
    // What joined since a whole run makes a list longer than a whole run keeps.
    for (const [i, row] of list.slice(0, whole.length).entries()) expect(shown(row)).toEqual(shown(whole[i]!, row));
  }
}

/** The figures of a row; those that equal the stored ones to single precision are given as these. */
function shown(row: Record<string, unknown>, stored: Record<string, unknown> = row): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !['run_id', 'at', 'rank', 'is_cut'].includes(name))
      .map(([name, value]) => [name, isClose(value, stored[name]) ? stored[name] : value]),
  );
}

function isClose(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 1e-4 * Math.max(1, Math.abs(b));
}
