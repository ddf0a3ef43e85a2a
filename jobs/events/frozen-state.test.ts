import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { deserialize, serialize } from 'node:v8';
import { assert, constantFrom, integer, nat, property, record, array } from 'fast-check';
import { expect, test } from 'vitest';
import { createGrouper, type Grouper, thawGrouper } from './grouper.ts';
import type { GroupingDocument, Joined } from './grouping-document.ts';

const places = ['云杉花苑', '青芦家园', '梧桐新村'];
const matters = ['电梯困人维保故障', '油烟烟道餐馆夜宵', '停车车位堵塞道闸'];

function documentOf(key: string, choice: number): GroupingDocument {
  const place = places[choice % 3]!;
  const matter = matters[Math.floor(choice / 3) % 3]!;
  const words = [matter.slice(0, 2), matter.slice(2, 4), matter.slice(4, 6), matter.slice(6)].filter(
    (_, i) => ((choice >> (i + 4)) & 1) === 1,
  );
  return {
    key,
    title: `${place}${words.join('')}`,
    text: `${place}的${words.join('又')}，第${choice % 97}次`,
    words: [place, ...words, place, ...words],
    anchors: choice % 5 === 0 ? [] : [place],
    wardCode: choice % 2 === 0 ? '990113001001' : '',
    topicCode: '9900',
    reporterKey: '',
    publishedAt: '2020-12-12T01:30:00.000Z',
    kind: 'post',
  };
}

/** What may happen to a grouping: arrivals and edits, deletions, a repair, and what persons do. */
const happening = record({
  kind: constantFrom<Happening['kind'][]>('add', 'add', 'add', 'add', 'remove', 'repair', 'merge', 'move', 'forbid'),
  key: nat(40),
  other: nat(40),
  choice: integer({ min: 0, max: 4095 }),
});
interface Happening {
  kind: 'add' | 'remove' | 'repair' | 'merge' | 'move' | 'forbid';
  key: number;
  other: number;
  choice: number;
}

/** Does it, and gives all that the grouper says of it. */
function happen(grouper: Grouper, { kind, key, other, choice }: Happening): unknown {
  const name = `d${key}`;
  const event = grouper.eventOf(`d${other}`) ?? 'e-none';
  if (kind === 'remove') return grouper.remove(name);
  if (kind === 'repair') return grouper.repair(choice % 2 === 0 ? {} : { newest: 5 });
  if (kind === 'merge') return grouper.act({ kind, into: event, from: grouper.eventOf(name) ?? 'e-none' });
  if (kind === 'move') return grouper.act({ kind, keys: [name], to: choice % 2 === 0 ? null : event });
  if (kind === 'forbid') return grouper.forbid({ key: name, eventId: event });
  grouper.remove(name);
  return grouper.add(documentOf(name, choice));
}

/** The whole state in one text; arrays of numbers by their sum. */
const textOf = (grouper: Grouper): string =>
  JSON.stringify([...grouper.freeze()], (_, value: unknown) =>
    ArrayBuffer.isView(value) ? hash('sha256', value as Uint8Array) : value,
  );

/** Each document has a page of its own, two are in memory, and the file is written after a few documents. */
const mostInTheFile = { folder: tmpdir(), pageEntries: 1, warm: 2, segmentBytes: 1 << 12 };

/** As a new process takes it up: through a file, and with what persons have said from the ledger. */
function restarted(grouper: Grouper, overrides = {}): Grouper {
  const parts = [...grouper.freeze()].map((part) => deserialize(serialize(part)) as unknown);
  const thawed = thawGrouper(parts, overrides);
  thawed.remember({ forbidden: grouper.constraints(), pinned: grouper.pins() });
  return thawed;
}

test('frozen at any moment and thawed, it goes on exactly as if it had never stopped, wherever its documents lie', () => {
  let joined = 0;
  assert(
    property(
      array(happening, { minLength: 5, maxLength: 80, size: 'max' }),
      nat(90),
      nat(1),
      (story, place, isSmall) => {
        const cut = place % story.length;
        // A small one has let the oldest go by then, four at once.
        const overrides = isSmall === 1 ? { capacity: 12, letGoShare: 1 / 3 } : {};
        const steady = createGrouper(overrides, mostInTheFile);
        for (const each of story.slice(0, cut)) happen(steady, each);
        const other = restarted(steady, overrides);
        for (const each of story.slice(cut)) {
          const said = happen(steady, each);
          if (each.kind === 'add' && steady.members((said as Joined).eventId).length > 1) joined += 1;
          expect(happen(other, each)).toEqual(said);
        }
        expect(other.repair()).toEqual(steady.repair());
        expect(other.size()).toBe(steady.size());
        expect(textOf(other)).toBe(textOf(steady));
        steady.close();
      },
    ),
    { numRuns: 12, seed: 17 },
  );
  // A story in which nothing joins would prove nothing.
  expect(joined).toBeGreaterThan(30);
});

test('frozen in the middle of many blocks nothing is lost', () => {
  const steady = createGrouper();
  for (let i = 0; i < 1_203; i++) steady.add(documentOf(`d${i}`, (i * 379) % 4096));
  const other = restarted(steady);
  for (let i = 0; i < 1_203; i++) expect(other.eventOf(`d${i}`)).toBe(steady.eventOf(`d${i}`));
  expect(other.repair()).toEqual(steady.repair());
});

test('a snapshot of which a part is missing is refused', () => {
  const grouper = createGrouper();
  for (let i = 0; i < 3; i++) grouper.add(documentOf(`d${i}`, i * 16));
  const parts = [...grouper.freeze()];
  expect(() => thawGrouper(parts.slice(0, -1))).toThrow(/missing/);
  expect(() => thawGrouper([])).toThrow(/missing/);
});
