import { assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { categories, topicName } from '../../topics/taxonomy.ts';
import { buildReport } from '../content/build-report.ts';
import type { ReportModel } from '../content/model.ts';
import { REST } from '../content/sections/categories.ts';
import { parsePeriod } from '../period.ts';
import { plainText } from '../content/blocks.ts';
import { writeReportCsv } from '../render/write-report-csv.ts';
import { type InventedDocument, inventRelease } from '../testing/invent-release.ts';
import { linearBounds } from '../testing/linear-bounds.ts';
import { listPublicDifferences } from '../workflow/list-public-differences.ts';
import { snapshotMaker, subjectsOf } from './assemble-snapshot.ts';
import { GROUPED_CATEGORIES, isGroupedTopic, isSensitiveTopic } from './sensitive-topics.ts';
import type { Snapshot } from './snapshot.ts';
import { MIN_CELL } from './suppress-small-cells.ts';
import type { TopicCounting } from './topic-counting.ts';

const STREETS = ['990113001', '990113002'];
const district = districtSchema.parse({
  code: '990113',
  name: '滨江区',
  streets: STREETS.map((code) => ({
    code,
    name: code,
    communities: ['001', '002'].map((end) => ({ code: `${code}${end}`, name: `${code}${end}` })),
  })),
  departments: ['health', 'works'].map((code) => ({ code, name: code, line: code })),
  routing: [
    { topic: '16', lead: 'health' },
    { topic: '', lead: 'works' },
  ],
});
const COMMUNITIES = district.streets.flatMap(({ communities }) => communities.map(({ code }) => code));
const ward = (code: string, level: Ward['level'], parentCode: string): Ward => ({
  code,
  level,
  name: code,
  parentCode,
  aliases: [],
  households: 0,
  residents: 3_000,
});
const wards = [
  ward('990113', 'district', ''),
  ...district.streets.flatMap((street) => [
    ward(street.code, 'street', '990113'),
    ...street.communities.map(({ code }) => ward(code, 'community', street.code)),
  ]),
];
const subjects = subjectsOf(district, wards);
/** Three sensitive categories, one of them with two topics, two that they hide among, two that are always printed. */
const TOPICS = ['1501', '1601', '1602', '1801', '2001', '9800', '0801', '0701'];
const DAYS = ['2020-11-02', '2020-11-03', '2020-11-07', '2020-11-10'];
const PERIODS = ['2020-11', '2020-W45', '2020-W46', ...DAYS].map((key) => parsePeriod(key)!);
const codeOf = new Map(categories.map(({ code }) => [topicName(code), code]));
const calendar = shippedCalendar();

/** Documents of a topic in a community on a day. */
interface Cell {
  community: string;
  day: string;
  topic: string;
}
/** A printed number, and which cells it is the sum of. */
interface Printed {
  holds: (cell: Cell) => boolean;
  value: number;
}

interface Issued {
  snapshot: Snapshot;
  model: ReportModel;
}

/** Every report of the month, its weeks and its days, of every ward and department. */
function issueAll(documents: readonly InventedDocument[], published: readonly TopicCounting[] = []) {
  const releases = PERIODS.map((period) =>
    inventRelease(district, period, { documents, published: period.kind === 'month' ? published : [] }),
  );
  const issued = releases.flatMap((release): Issued[] => {
    const kind = ({ month: 'monthly', week: 'weekly', day: 'daily' } as const)[release.period.kind];
    const make = snapshotMaker(release, { district, calendar, wards });
    return subjects.map((subject) => {
      const snapshot = make(subject);
      return { snapshot, model: buildReport(snapshot, { kind, issuer: '区社建办' }) };
    });
  });
  return { issued, counting: releases[0]!.counting };
}

/** Every count that sentences and tables of a report give beside the name of a category or topic: what docx, PDF and xlsx print. */
function written({ blocks, attachments }: ReportModel): { code: string; value: number }[] {
  return [...blocks, ...attachments.flatMap((each) => each.blocks)].flatMap((block) => {
    if (block.kind === 'paragraph')
      return [...plainText(block.inlines).matchAll(/([\p{Script=Han}（）、]+?)(\d+)件/gu)].flatMap(
        ([, words, value]) => {
          const name = [...codeOf.keys()]
            .filter((each) => words!.endsWith(each))
            .toSorted((a, b) => b.length - a.length)[0];
          return name === undefined ? [] : [{ code: codeOf.get(name)!, value: Number(value) }];
        },
      );
    if (block.kind !== 'table') return [];
    const at = block.columns.findIndex(({ header }) => header === '件数');
    return block.rows.flatMap(({ cells }) => {
      const code = codeOf.get(String(cells[0]));
      return code === undefined || at < 0 ? [] : [{ code, value: Number(cells[at]) }];
    });
  });
}

/** What the csv of a report says, and its chart, and its list of topics, read as somebody reads it who knows the tree. */
function numbersOf({ snapshot, model }: Issued): Printed[] {
  const { subject, period } = snapshot;
  const rows = writeReportCsv(model)
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  const isIn = ({ community, day, topic }: Cell): boolean =>
    day >= period.firstDay &&
    day <= period.lastDay &&
    (subject.kind === 'ward'
      ? community.startsWith(subject.code)
      : district.routing.find((rule) => topic.startsWith(rule.topic))!.lead === subject.code);
  const of = (codes: readonly string[], value: number): Printed => ({
    holds: (cell) => isIn(cell) && codes.some((code) => cell.topic.startsWith(code)),
    value,
  });
  const named = rows.flatMap(([, place, name, metric, value]) =>
    place === '各类诉求情况' && metric === '件数' && codeOf.has(name!)
      ? [{ code: codeOf.get(name!)!, value: Number(value) }]
      : [],
  );
  const drawn = model.blocks.flatMap((block) =>
    block.kind === 'chart' && block.chart.type === 'bars'
      ? block.chart.rows.map(({ name, value }) => ({ code: codeOf.get(name)!, value }))
      : [],
  );
  const topics = snapshot.topics.flatMap(({ code, documents }) => (code === '' ? [] : { code, value: documents }));
  const total = rows.find(([, place, key]) => place === '正文' && key === 'documents');
  // A department's report says that it leaves the group out, so that nothing of it follows.
  const whole = total && subject.kind === 'ward' ? [of([''], Number(total[4]))] : [];
  return [...whole, ...[...named, ...drawn, ...topics, ...written(model)].map(({ code, value }) => of([code], value))];
}

/** What the correction of a monthly report adds: each category with both numbers, and those that stand together. */
function corrected(was: Issued, is: Issued): Record<'before' | 'after', Printed[]> {
  const { subject, period, categories: rows } = is.snapshot;
  const told = { before: [] as Printed[], after: [] as Printed[] };
  if (period.kind !== 'month' || subject.kind !== 'ward') return told;
  const merged = GROUPED_CATEGORIES.filter((code) => !rows.some((row) => row.code === code));
  for (const { place, item, what, ...numbers } of listPublicDifferences(was, is)) {
    const codes = item === REST ? merged : codeOf.has(item) ? [codeOf.get(item)!] : [];
    if (place !== '各类诉求情况' || what !== '件数' || codes.length === 0) continue;
    const holds = ({ community, topic }: Cell): boolean =>
      community.startsWith(subject.code) && codes.includes(topic.slice(0, 2));
    for (const side of ['before', 'after'] as const) {
      const value = Number(numbers[side] || Number.NaN);
      if (Number.isInteger(value)) told[side].push({ holds, value });
    }
  }
  return told;
}

/**
 * The open data of the month: its counts of wards by category, and of its requests, which tell of no grouped category, more
 * than they can tell: each cell exactly.
 */
function opened(counting: TopicCounting, documents: readonly InventedDocument[]): Printed[] {
  const counts = ['', ...STREETS, ...COMMUNITIES].flatMap((unit) =>
    [...new Set(TOPICS.map((topic) => topic.slice(0, 2)))].flatMap((topic): Printed[] => {
      const holds = (cell: Cell): boolean => cell.community.startsWith(unit) && cell.topic.startsWith(topic);
      const of = documents.filter(holds);
      const reporters = new Set(of.map(({ person }) => person)).size;
      const isTold = of.length > 0 && !counting.isHidden({ unit, topic, documents: of.length, reporters });
      return isTold ? [{ holds, value: of.length }] : [];
    }),
  );
  const requests = ALL.filter(({ topic }) => !isGroupedTopic(topic)).map((told): Printed => {
    const holds = (cell: Cell): boolean =>
      cell.community === told.community && cell.day === told.day && cell.topic === told.topic;
    return { holds, value: documents.filter(holds).length };
  });
  return [...counts, ...requests];
}

/** All that there could be: what nobody outside knows, one unknown for each. */
const ALL = COMMUNITIES.flatMap((community) =>
  DAYS.flatMap((day) => TOPICS.map((topic): Cell => ({ community, day, topic }))),
);
const take = (holds: (cell: Cell) => boolean): number[] => ALL.map((cell) => Number(holds(cell)));

/** Tells whether a count follows: whether the least and the most that it can be, by all printed numbers, are one. */
function solver(printed: readonly Printed[]): (holds: (cell: Cell) => boolean) => boolean {
  const rows = new Map(
    printed.map(({ holds, value }) => {
      const coefficients = take(holds);
      return [coefficients.join(''), { coefficients, value }];
    }),
  );
  const bounds = linearBounds(ALL.length, [...rows.values()]);
  return (holds) => {
    const [least, most] = bounds(take(holds));
    return most - least < 1;
  };
}

/** The counts below three of sensitive categories and topics, of every ward in every period. */
function smallCells(documents: readonly InventedDocument[]): { name: string; holds: (cell: Cell) => boolean }[] {
  const sensitive = [...new Set(TOPICS.filter(isSensitiveTopic).flatMap((topic) => [topic, topic.slice(0, 2)]))];
  return PERIODS.flatMap((period) =>
    ['', ...STREETS, ...COMMUNITIES].flatMap((unit) =>
      sensitive.flatMap((code) => {
        const holds = ({ community, day, topic }: Cell): boolean =>
          community.startsWith(unit) && topic.startsWith(code) && day >= period.firstDay && day <= period.lastDay;
        const count = documents.filter(holds).length;
        // Topics are printed of the district only.
        return count > 0 && count < MIN_CELL && (code.length === 2 || unit === '')
          ? [{ name: `${period.key} ${unit} ${code} is ${count}`, holds }]
          : [];
      }),
    ),
  );
}

const cells = uniqueArray(
  record({
    community: constantFrom(...COMMUNITIES),
    topic: constantFrom(...TOPICS),
    day: constantFrom(...DAYS),
    count: integer({ min: 1, max: 3 }),
  }),
  { minLength: 10, maxLength: 50, selector: ({ community, topic, day }) => `${community}${topic}${day}` },
).map((made) =>
  made.flatMap(({ count, ...of }, at) =>
    Array.from({ length: count }, (_, n): InventedDocument => ({ ...of, person: `${at} ${n}` })),
  ),
);
const RUNS = Number(process.env['ATTACK_DISTRICTS'] ?? 4);

describe('whoever holds every file and feed that a district published of a month', () => {
  test('works out no count below three of a sensitive matter, of no ward, month, week or day', () => {
    let held = 0;
    assert(
      property(cells, (documents) => {
        const { issued, counting } = issueAll(documents);
        const printed = [...issued.flatMap(numbersOf), ...opened(counting, documents)];
        for (const { holds, value } of printed) expect(documents.filter(holds)).toHaveLength(value);
        const follows = solver(printed);
        for (const { name, holds } of smallCells(documents)) {
          if (follows(holds)) throw new Error(`${name}, and follows`);
          held++;
        }
      }),
      { numRuns: RUNS, seed: 8 },
    );
    expect(held).toBeGreaterThan(RUNS * 20);
  });

  test('and the corrections of late documents works out none, and no late one or two of a sensitive matter', () => {
    let held = 0;
    assert(
      property(cells, cells, (documents, late) => {
        const few = late.slice(0, 3);
        const first = issueAll(documents);
        const after = [...documents, ...few];
        const second = issueAll(after, [first.counting]);
        const [before, printed] = [first, second].map(({ issued }) =>
          issued.filter(({ snapshot }) => snapshot.period.kind === 'month').flatMap(numbersOf),
        ) as [Printed[], Printed[]];
        const told = second.issued.map((now, at) => corrected(first.issued[at]!, now));
        for (const [edition, documentsOf, of] of [
          [before, documents, told.flatMap((each) => each.before)],
          [printed, after, told.flatMap((each) => each.after)],
        ] as const) {
          for (const { holds, value } of of) expect(documentsOf.filter(holds)).toHaveLength(value);
          edition.push(...of);
        }
        const [followed, follows] = [solver(before), solver(printed)];
        for (const { name, holds } of smallCells(after).filter(({ name: each }) => each.startsWith('2020-11 '))) {
          if (follows(holds)) throw new Error(`${name} after the correction, and follows`);
          held++;
        }
        for (const { name, holds } of smallCells(few).filter(({ name: each }) => each.startsWith('2020-11 '))) {
          // A change follows from two numbers, each of which follows.
          if (follows(holds) && followed(holds)) throw new Error(`late ${name}, and follows`);
          held++;
        }
      }),
      { numRuns: RUNS, seed: 9 },
    );
    expect(held).toBeGreaterThan(RUNS);
  });
});
