import { beforeAll, describe, expect, test } from 'vitest';
import { insertRows, runCommand } from '#warehouse/analytics/analytics.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listCorrections } from '#warehouse/ledger/reports/issue-report.ts';
import { listWithheld } from '#warehouse/ledger/reports/withheld-differences.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { categories, topicCodes, topicName } from '../../topics/taxonomy.ts';
import { buildReport } from '../content/build-report.ts';
import { blocksOf, figuresOf } from '../content/finish-model.ts';
import { METRICS } from '../content/metrics.ts';
import type { ReportModel } from '../content/model.ts';
import { parsePeriod } from '../period.ts';
import { cellText } from '../render/cell-text.ts';
import { snapshotMaker, subjectsOf } from '../snapshot/assemble-snapshot.ts';
import { collectRelease, type Release } from '../snapshot/collect-release.ts';
import { GROUPED_CATEGORIES, isGroupedTopic } from '../snapshot/sensitive-topics.ts';
import type { Snapshot, Subject } from '../snapshot/snapshot.ts';
import { moveReport } from './act-on-report.ts';
import type { ReportActor } from './report-actor.ts';
import { type Corrected, correctReport } from './correct-report.ts';
import { countReports, EVERY_REPORT } from './count-report.ts';
import type { Difference } from './list-differences.ts';
import { WITHHELD } from './list-public-differences.ts';
import { request } from './plan-reports.ts';
import type { ReportDesk } from './report-desk.ts';

const stores = await freshStores();
const STREETS = ['990113001', '990113002'];
const district = districtSchema.parse({
  code: '990113',
  name: '滨江区',
  streets: STREETS.map((code) => ({
    code,
    name: `${code}街道`,
    communities: ['001', '002'].map((end) => ({ code: `${code}${end}`, name: `${code}${end}居委` })),
  })),
  departments: [{ code: 'works', name: '区建管委', line: 'works' }],
  routing: [{ topic: '', lead: 'works' }],
});
const COMMUNITIES = district.streets.flatMap(({ communities }) => communities.map(({ code }) => code));
const ward = (code: string, name: string, level: Ward['level'], parentCode: string): Ward => ({
  code,
  level,
  name,
  parentCode,
  aliases: [],
  households: 0,
  residents: 0,
});
const wards = [
  ward(district.code, district.name, 'district', ''),
  ...district.streets.flatMap((street) => [
    ward(street.code, street.name, 'street', district.code),
    ...street.communities.map(({ code, name }) => ward(code, name, 'community', street.code)),
  ]),
];
const desk: ReportDesk = {
  analytics: stores.reader,
  ledger: stores.ledger,
  district,
  wards,
  calendar: shippedCalendar(),
  now: () => new Date('2020-12-03T02:00:00.000Z'),
  issuer: () => '区社建办',
  twoPeople: () => false,
  distribution: () => ({ rules: [], formats: ['docx'], attachUpToMb: 8 }),
  enqueueDelivery: async () => {},
  mask: (text) => text,
};
const chief: ReportActor = { id: '1', name: '主任', reader: EVERY_REPORT, mayEdit: true, mayIssue: true };

/** What one demand is at a time, as this test remembers it. */
interface Demand {
  id: string;
  month: string;
  day: number;
  ward: string;
  topic: string;
  person: string;
  status: 'open' | 'resolved' | 'escalated';
  replied: boolean;
  topicBy: 'words' | 'person';
}

/** Plenty of ordinary matters, some of the group, and a few sensitive ones, which are few in each ward. */
const TOPICS = ['0801', '0701', '0101', '0802', '0703', '0102'];
const GROUP = ['2001', '9800', '9900'];
function base(month: string, count: number): Demand[] {
  return Array.from({ length: count }, (_, at): Demand => ({
    id: `${month}-${at}`,
    month,
    day: 1 + (at % 20),
    ward: COMMUNITIES[at % 4]!,
    topic:
      at % 97 === 0
        ? ['1501', '1601', '1602', '1801'][Math.floor(at / 97) % 4]!
        : at % 9 === 0
          ? GROUP[Math.floor(at / 9) % 3]!
          : TOPICS[at % 6]!,
    person: `p${at % 700}`,
    status: at % 3 === 0 ? 'resolved' : at % 50 === 1 ? 'escalated' : 'open',
    replied: at % 2 === 0,
    topicBy: 'words',
  }));
}

let seq = 0;
const rowOf = (demand: Demand, isDeleted = false): object => {
  const at = (hour: number): string =>
    `${demand.month}-${String(demand.day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return {
    source_id: 's',
    external_id: demand.id,
    seq: ++seq,
    version: seq,
    is_deleted: isDeleted ? 1 : 0,
    content_hash: '',
    received_at: at(2),
    published_at: at(2),
    kind: 'concern',
    status: demand.status,
    visibility: 'public',
    nature: 'complaint',
    severity: 0,
    ward_code: demand.ward,
    topic_code: demand.topic,
    topic_by: demand.topicBy,
    reporter_key: demand.person,
    title: demand.id,
    text: `正文 ${demand.id}`,
    replied_at: demand.replied ? at(7) : null,
    closed_at: null,
  };
};
const store = async (rows: object[]): Promise<void> => {
  await insertRows(stores.analytics, { name: 'test', table: 'documents', rows });
  // Memberships as the applier writes them, each matter an event of its own.
  await runCommand(stores.analytics, {
    name: 'test',
    sql: `INSERT INTO memberships (source_id, external_id, seq, revision, is_deleted, event_id, published_at, ward_code, topic_code, nature, severity, visibility, is_open, reporter_key, copy_key)
          SELECT source_id, external_id, seq, seq, is_deleted, external_id, published_at, ward_code, topic_code, nature, severity, visibility, status != 'resolved', reporter_key, cityHash64(external_id) FROM documents`,
  });
};

/** What the district's demands are after 10 000 late edits: changes, deletions, moves, topics set right by a person, late arrivals. */
function edit(demands: readonly Demand[]): { after: Demand[]; rows: object[] } {
  const after = new Map(demands.map((each) => [each.id, each]));
  const rows: object[] = [];
  for (let n = 0; n < EDITS; n++) {
    const month = n % 10 === 9 ? '2020-10' : '2020-11';
    const old = after.get(`${month}-${(n * 7) % (month === '2020-10' ? OCTOBER : NOVEMBER)}`);
    const kind = n % 5;
    if (kind === 4 || !old) {
      const [topic, person] = [n % 400 === 4 ? '1602' : TOPICS[n % 7 === 0 ? 2 : 5]!, `late${n % 300}`];
      const late = {
        ...base(month, 1)[0]!,
        id: `late-${n}`,
        day: 1 + (n % 20),
        ward: COMMUNITIES[n % 3]!,
        topic,
        person,
      };
      after.set(late.id, late);
      rows.push(rowOf(late));
    } else if (kind === 1) {
      after.delete(old.id);
      rows.push(rowOf(old, true));
    } else {
      const changed = { ...old, ...changeOf(kind, n, old) };
      after.set(changed.id, changed);
      rows.push(rowOf(changed));
    }
  }
  return { after: [...after.values()], rows };
}

function changeOf(kind: number, n: number, { ward: from }: Demand): Partial<Demand> {
  if (kind === 0) return { status: 'resolved', replied: true };
  if (kind === 2) return { ward: COMMUNITIES[(COMMUNITIES.indexOf(from) + 1) % 4]! };
  return { topicBy: 'person', topic: n % 300 === 3 ? '1801' : '0703' };
}

const EDITS = 10_000;
const [OCTOBER, NOVEMBER] = [3_000, 6_000];
/** One of each last day, so that all of both months is covered. */
const ends = (month: string, last: number): Demand[] =>
  Array.from({ length: last - 20 }, (_, at) => ({
    ...base(month, 1)[0]!,
    topic: '0801',
    id: `${month}-end-${at}`,
    day: 21 + at,
  }));

/** The state of all demands and the ward that is reported of, from which every number is counted here once more, by hand. */
class Recount {
  readonly now: Demand[];
  readonly earlier: Demand[];
  constructor(
    private readonly all: readonly Demand[],
    private readonly code: string,
  ) {
    this.now = this.of(code, '2020-11');
    this.earlier = this.of(code, '2020-10');
  }

  of(code: string, month: string): Demand[] {
    return this.all.filter((each) => each.month === month && each.ward.startsWith(code));
  }

  /** A line as it is to be printed. */
  text({ place, item, what, key }: Line): string {
    if (place === '正文') return this.figure(key);
    if (key === 'rest')
      return what === '件数' ? String(this.merged.length) : percent(this.merged.length, this.now.length);
    const topic = topicOf.get(item);
    if (place === '各类诉求情况' || place === '各小类诉求情况') return this.topic(topic!, what);
    if (place === '各平台到达情况')
      return { 件数: `${this.now.length}`, 上期件数: `${this.earlier.length}`, 内容重复: '0', 重复占比: '0%' }[what]!;
    if (place === '各单位办理情况') return this.department(what);
    const child = wards.find(({ name }) => name === item)!.code;
    const [of, before] = [this.of(child, '2020-11'), this.of(child, '2020-10')];
    const texts = {
      件数: `${of.length}`,
      环比: change(of.length, before.length),
      序: `${this.placeOf(child)}`,
      发声: `${persons(of)}`,
      万人发声: '—',
      热点: '0',
      最高热度: '0',
      反馈率: percent(of.filter(({ replied }) => replied).length, of.length),
      办结率: percent(...this.closed(child)),
    };
    return what in texts ? texts[what as keyof typeof texts] : fail(place, what);
  }

  /** Where a ward stands among those of its parent, by who spoke; equal numbers share a place. */
  private placeOf(code: string): number {
    const { parentCode } = wards.find((each) => each.code === code)!;
    const siblings = wards.filter((each) => each.parentCode === parentCode);
    const voices = siblings.map((each) => persons(this.of(each.code, '2020-11')));
    const own = persons(this.of(code, '2020-11'));
    return 1 + new Set(voices.filter((each) => each > own)).size;
  }

  /** The categories that stand together in the later edition. */
  merged: Demand[] = [];

  /** A category or a topic by column. */
  topic(code: string, what: string): string {
    const [of, before] = [this.now, this.earlier].map((all) => all.filter(({ topic }) => topic.startsWith(code)));
    const texts = {
      件数: `${of!.length}`,
      占比: percent(of!.length, this.now.length),
      发声人数: `${persons(of!)}`,
      上期件数: `${before!.length}`,
      环比: change(of!.length, before!.length),
    };
    return what in texts ? texts[what as keyof typeof texts] : fail(code, what);
  }

  /** The only department takes everything but the group. */
  private department(what: string): string {
    const own = this.now.filter(({ topic }) => !isGroupedTopic(topic));
    const due = (month: string) => this.due(this.of(this.code, month).filter(({ topic }) => !isGroupedTopic(topic)));
    const closed = [...due('2020-10'), ...due('2020-11')];
    const texts = {
      有效诉求: `${own.length}`,
      反馈率: percent(own.filter(({ replied }) => replied).length, own.length),
      办结率: percent(closed.filter(({ status }) => status === 'resolved').length, closed.length),
    };
    return what in texts ? texts[what as keyof typeof texts] : fail('department', what);
  }

  /** Five working days from the 26th of October on end in November, those from the 24th of November on later. */
  private due(of: readonly Demand[]): Demand[] {
    return of.filter(({ month, day }) => (month === '2020-10' ? day >= 26 : day <= 23));
  }

  private closed(code: string): [number, number] {
    const due = [...this.due(this.of(code, '2020-10')), ...this.due(this.of(code, '2020-11'))];
    return [due.filter(({ status }) => status === 'resolved').length, due.length];
  }

  /** Of October: from the 24th of September on, of which there are none here, to the 23rd, but for its first days off. */
  private closedBefore(): [number, number] {
    const due = this.earlier.filter(({ day }) => day <= 25);
    return [due.filter(({ status }) => status === 'resolved').length, due.length];
  }

  private figure(key: string): string {
    const [n, p] = [this.now.length, this.earlier.length];
    const [, axis, code = '', part = ''] = /^(category|topic|ward)\.(\d+)(?:\.(\w+))?$/.exec(key) ?? [];
    if (axis === 'ward') {
      const of = this.of(code, '2020-11');
      return `${part === 'voices' ? persons(of) : of.length}`;
    }
    if (axis) {
      const [of, before] = [this.topic(code, '件数'), this.topic(code, '上期件数')].map(Number) as [number, number];
      return { '': `${of}`, share: share(of, n), change: `${Math.abs(of - before)}`, before: `${before}` }[part]!;
    }
    const perDay = new Map<number, number>();
    for (const { day } of this.now) perDay.set(day, (perDay.get(day) ?? 0) + 1);
    const points = (now: [number, number], before: [number, number]): string =>
      tenths(Math.abs(100 * (now[0] / now[1] - before[0] / before[1])));
    const texts: Record<string, string> = {
      documents: `${n}`,
      'documents.mom': percent(Math.abs(n - p), p),
      'documents.momBase': `${p}`,
      reporters: `${persons(this.now)}`,
      valid: `${n}`,
      validShare: share(n, n),
      escalated: `${this.now.filter(({ status }) => status === 'escalated').length}`,
      dailyMean: tenths(n / 30),
      'dailyMean.before': tenths(p / 31),
      feedbackRate: share(replied(this.now), n),
      'feedbackRate.momPoints': points([replied(this.now), n], [replied(this.earlier), p]),
      closeRate: share(...this.closed(this.code)),
      'closeRate.momPoints': points(this.closed(this.code), this.closedBefore()),
      peakDay: `${Math.max(...perDay.values())}`,
      'source.s': `${n}`,
      'source.s.share': share(n, n),
      copies: share(0, n),
      unlocated: share(0, n),
      excluded: '0',
      replyHours: '5',
    };
    return texts[key] ?? fail('figure', key);
  }
}

function fail(...words: string[]): never {
  throw new Error(`the test counts no ${words.join(' ')}`);
}
const replied = (of: readonly Demand[]): number => of.filter((each) => each.replied).length;
const persons = (of: readonly Demand[]): number => new Set(of.map(({ person }) => person)).size;
const tenths = (value: number): string => String(Math.round(value * 10 + 1e-9) / 10);
const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${tenths((100 * part) / whole)}%`);
const share = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${percent(part, whole)}（${part}/${whole}）`;
const change = (now: number, before: number): string =>
  before === 0 ? '—' : `${now < before ? '-' : ''}${percent(Math.abs(now - before), before)}`;

type Line = Omit<Difference, 'before' | 'after'> & { key: string };
const topicOf = new Map([...topicCodes, ...categories.map(({ code }) => code)].map((code) => [topicName(code), code]));
const lineKey = ({ place, item, what }: Omit<Difference, 'before' | 'after'>): string =>
  [place, item, what].join(' | ');

/** Every number that a report prints, with its text. */
function printed(model: ReportModel): Map<string, { line: Line; text: string }> {
  const lines = new Map<string, { line: Line; text: string }>();
  const add = (line: Line, text: string): void => void lines.set(lineKey(line), { line, text });
  for (const [key, { text, metric }] of figuresOf(model))
    add({ place: '正文', item: key, what: METRICS[metric]!.name, key }, text);
  for (const block of blocksOf(model)) {
    if (block.kind !== 'table' || block.id === 'definitions') continue;
    for (const { key, cells } of block.rows)
      for (const [at, { header, kind }] of block.columns.entries())
        if (kind !== 'text' && (header !== '序' || block.id === 'wards'))
          add(
            { place: block.caption, item: String(cells.find((cell) => typeof cell === 'string')), what: header, key },
            cellText(cells[at]!, kind),
          );
  }
  return lines;
}

const isGroup = ({ place, item }: Omit<Difference, 'before' | 'after'>): boolean =>
  place === '各类诉求情况' && isGroupedTopic(topicOf.get(item) ?? '');
const COLUMNS = ['件数', '占比', '发声人数', '上期件数', '环比'];
const told = (differences: readonly Difference[]): string[] =>
  differences.map((each) => [lineKey(each), each.before, each.after].join(' | ')).toSorted();
const asLine = (line: Line, before: string, after: string): Difference => ({
  place: line.place,
  item: line.item,
  what: line.what,
  before,
  after,
});

describe('10 000 late edits of an issued month', () => {
  let before: Demand[];
  let after: Demand[];
  let release: Release;
  const ids = new Map<string, string>();
  const SUBJECTS = ['', STREETS[0]!, COMMUNITIES[0]!, COMMUNITIES[3]!];
  beforeAll(async () => {
    before = [
      ...base('2020-10', OCTOBER),
      ...ends('2020-10', 31),
      ...base('2020-11', NOVEMBER),
      ...ends('2020-11', 30),
    ];
    await store(before.map((each) => rowOf(each)));
    for (const code of SUBJECTS) ids.set(code, await issue(code));
    const edited = edit(before);
    after = edited.after;
    if (edited.rows.length !== EDITS) throw new Error(`${edited.rows.length} edits`);
    await store(edited.rows);
    release = await collectRelease(desk, parsePeriod('2020-11')!);
  }, 60_000);

  test.each(SUBJECTS)(
    'leave the report of %j as it was; its correction and the leaders’ annex list what differs, no more and no less',
    async (code) => {
      const id = ids.get(code)!;
      const issued = await read(id);
      const { differences, withheld } = (await correctReport(desk, {
        reportId: id,
        actor: chief,
        keep: true,
      })) as Corrected;
      expect(await read(id)).toEqual(issued);

      const [was, is] = [new Recount(before, code), new Recount(after, code)];
      const later = laterEdition(release, code);
      const [first, second] = [printed(JSON.parse(issued.issued_model) as ReportModel), printed(later.model)];
      // The hand count knows every number of both editions.
      const listedNow = new Set(later.snapshot.categories.map((row) => row.code));
      const merged = GROUPED_CATEGORIES.filter((each) => listedNow.has('') && !listedNow.has(each));
      for (const [edition, recount, snapshot] of [
        [first, was, JSON.parse(issued.snapshot) as Snapshot],
        [second, is, later.snapshot],
      ] as const) {
        const apart = new Set(snapshot.categories.map((row) => row.code));
        recount.merged = recount.now.filter(({ topic }) => !apart.has(topic.slice(0, 2)));
        const known = [...edition.values()].filter(
          ({ line, text }) =>
            !isHiddenEarlier(line, text) && (line.key !== 'rest' || ['件数', '占比'].includes(line.what)),
        );
        expect(known.map(({ line }) => `${lineKey(line)} ${recount.text(line)}`)).toEqual(
          known.map(({ line, text }) => `${lineKey(line)} ${text}`),
        );
      }
      for (const recount of [was, is])
        recount.merged = recount.now.filter(({ topic }) => merged.includes(topic.slice(0, 2)));

      const expected = [...new Map([...first, ...second]).values()].flatMap(({ line }): Difference[] => {
        if (line.key === 'rest') return [];
        const [old, now] = [first, second].map((edition) => edition.get(lineKey(line))?.text ?? '') as [string, string];
        if (old === now) return [];
        const subject = /^(?:category|topic)\.(\d+)/.exec(line.key)?.[1] ?? (isGroup(line) ? line.key : '');
        const isMerged =
          merged.includes(subject.slice(0, 2)) || (isGroupedTopic(subject) && isHiddenEarlier(line, now));
        if (!isMerged || /\d/.test(now)) return [asLine(line, old, now)];
        return /\d/.test(old) ? [asLine(line, old, WITHHELD)] : [];
      });
      for (const what of ['件数', '占比']) {
        const line = { place: '各类诉求情况', item: '其他类别（合并）', what, key: 'rest' };
        if (was.text(line) !== is.text(line)) expected.push(asLine(line, was.text(line), is.text(line)));
      }
      if (merged.length > 0)
        expected.push({
          place: '各类诉求情况',
          item: '其他类别（合并）',
          what: `分列的${merged.length}类`,
          before: WITHHELD,
          after: WITHHELD,
        });
      expect(told(differences)).toEqual(told(expected));

      // Every number of the group that differs, by hand: told to everybody with both numbers, or to leaders.
      const groupOf = (place: string, codes: readonly string[]): Difference[] =>
        codes.flatMap((topic) =>
          COLUMNS.flatMap((what) => {
            const [old, now] = [was.topic(topic, what), is.topic(topic, what)];
            return old === now ? [] : [{ place, item: topicName(topic), what, before: old, after: now }];
          }),
        );
      const shownTopics = new Set(later.snapshot.topics.map((row) => row.code));
      const topics = topicCodes.filter((topic) => isGroupedTopic(topic) && !shownTopics.has(topic));
      const ofTopics = code === '' ? groupOf('各小类诉求情况', topics) : [];
      // A row that is not there at all is one of zeros.
      const valued = differences
        .filter((each) => isGroup(each) && each.after !== WITHHELD)
        .map((each) => {
          const topic = topicOf.get(each.item)!;
          const [old, now] = [was.topic(topic, each.what), is.topic(topic, each.what)];
          return { ...each, before: each.before || old, after: each.after || now };
        })
        .filter((each) => each.before !== each.after);
      expect(told([...valued, ...withheld])).toEqual(
        told([...groupOf('各类诉求情况', GROUPED_CATEGORIES), ...ofTopics]),
      );
      expect(await listCorrections(stores.ledger, id)).toMatchObject([{ differences: JSON.stringify(differences) }]);
      expect(await listWithheld(stores.ledger, id)).toMatchObject(
        withheld.length > 0 ? [{ correction_no: 1, differences: JSON.stringify(withheld) }] : [],
      );
    },
  );
});

/** 上期件数 and 环比 of a row that the month before did not print apart. */
function isHiddenEarlier({ what, key }: Line, text: string): boolean {
  return text === '—' && ['上期件数', '环比'].includes(what) && (key === 'rest' || isGroupedTopic(key));
}

const read = async (id: string) => (await getReport(stores.ledger, EVERY_REPORT, id))!;
const subjectOf = (code: string): Subject =>
  subjectsOf(district, wards).find((each) => each.kind === 'ward' && each.code === code)!;

function laterEdition(release: Release, code: string): { model: ReportModel; snapshot: Snapshot } {
  const snapshot = snapshotMaker(release, desk)(subjectOf(code));
  return { snapshot, model: buildReport(snapshot, { kind: 'monthly', issuer: '区社建办' }) };
}

async function issue(code: string): Promise<string> {
  const asked = { kind: 'monthly', periodKey: '2020-11', subject: subjectOf(code), by: '经办人' } as const;
  const id = (await inTransaction(stores.ledger, (tx) => request(desk, tx, asked)))!;
  await countReports(desk, [id]);
  const { version } = (await getReport(stores.ledger, EVERY_REPORT, id))!;
  await moveReport(desk, { reportId: id, version, actor: chief, action: 'submit' });
  await moveReport(desk, { reportId: id, version: version + 1, actor: chief, action: 'issue' });
  return id;
}
