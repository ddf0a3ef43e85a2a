import { array, assert, boolean, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import { aDocument } from '../testing/a-document.ts';
import { type Arrival, decideDocuments, type Decision } from './decide-documents.ts';

const published = '2020-12-01T00:00:00.000Z';
const stored = { version: 5, content_hash: 'a', deleted: 0, published_at: published };
const incoming = (changes: Partial<Document>): Arrival => ({
  document: aDocument({ externalId: '1', version: 5, contentHash: 'a', publishedAt: published, ...changes }),
  seq: 1,
  receivedAt: published,
});
const known = (row: typeof stored) => new Map([[documentKey(incoming({}).document), row]]);
const only = (changes: Partial<Document>): Decision => decideDocuments([incoming(changes)], known(stored))[0]!;

describe('what an arriving document changes', () => {
  test('the same content again changes nothing', () => {
    expect(only({})).toMatchObject({ kind: 'skip', reason: 'unchanged' });
    expect(only({ version: 4 })).toMatchObject({ kind: 'skip', reason: 'unchanged' });
  });
  test('the same content of a later version is no change, but is what a version between them is held against', () => {
    const [again, between] = decideDocuments(
      [incoming({ version: 9 }), incoming({ version: 7, contentHash: 'b' })],
      known(stored),
    );
    expect(again).toMatchObject({ kind: 'write', isNew: false, countedAs: 'unchanged' });
    expect(between).toMatchObject({ kind: 'skip', reason: 'stale' });
  });
  test('an older version than the stored one is stale', () => {
    expect(only({ version: 4, contentHash: 'b' })).toMatchObject({ kind: 'skip', reason: 'stale' });
  });
  test('a changed content of the same or a later version is written', () => {
    expect(only({ contentHash: 'b' })).toMatchObject({ kind: 'write', isNew: false });
  });
  test('of two versions that arrive together the second is decided against the first', () => {
    const decisions = decideDocuments([incoming({ contentHash: 'b' }), incoming({ contentHash: 'b' })], known(stored));
    expect(decisions.map((decision) => decision.kind)).toEqual(['write', 'skip']);
  });
  test('a deletion stands where the document stood, and a second one changes nothing', () => {
    const deletion = incoming({ deleted: true, contentHash: 'gone', publishedAt: '2020-10-01T00:00:00.000Z' });
    const decisions = decideDocuments([deletion, deletion], known(stored));
    expect(decisions[0]).toMatchObject({
      kind: 'write',
      arrival: { document: { deleted: true, publishedAt: published } },
    });
    expect(decisions[1]).toMatchObject({ kind: 'skip', reason: 'unchanged' });
  });
  test('a deletion that tells no version is the last word on a document that has them', () => {
    const decisions = decideDocuments([incoming({ deleted: true, version: 1 }), incoming({})], known(stored));
    expect(decisions[0]).toMatchObject({
      kind: 'write',
      arrival: { document: { deleted: true, version: Date.parse(published) } },
    });
    expect(decisions[1]).toMatchObject({ kind: 'skip', reason: 'stale' });
  });
  test('where no versions are told, a document may be deleted and come back', () => {
    const gone = incoming({ deleted: true, version: 1 });
    const decisions = decideDocuments([gone, incoming({ version: 1 })], known({ ...stored, version: 1 }));
    expect(decisions.map((decision) => decision.kind)).toEqual(['write', 'write']);
  });
  test('a deletion that comes before its document is remembered, and the document that it took back does not stand', () => {
    const decisions = decideDocuments([incoming({ deleted: true }), incoming({}), incoming({ version: 4 })], new Map());
    expect(decisions[0]).toMatchObject({ kind: 'write', isNew: false, countedAs: 'deleted_unknown' });
    expect(decisions.slice(1)).toMatchObject([{ reason: 'stale' }, { reason: 'stale' }]);
  });
  test('a deletion without a version that comes first takes back what was published until then', () => {
    const gone = incoming({ deleted: true, version: 1 });
    const later = { version: 1, publishedAt: '2020-12-02T00:00:00.000Z' };
    const decisions = decideDocuments([gone, incoming({ version: 1 }), incoming({}), incoming(later)], new Map());
    expect(decisions.map(({ kind }) => kind)).toEqual(['write', 'skip', 'skip', 'write']);
    expect(decisions[3]).toMatchObject({ isNew: true });
  });
  test('a document that comes back after its deletion is new', () => {
    const deleted = known({ ...stored, deleted: 1 });
    expect(decideDocuments([incoming({ version: 6, contentHash: 'b' })], deleted)[0]).toMatchObject({ isNew: true });
  });
  test('of a deletion and a document of one version the deletion stands', () => {
    const deleted = known({ ...stored, deleted: 1 });
    expect(decideDocuments([incoming({ contentHash: 'b' })], deleted)[0]).toMatchObject({ reason: 'stale' });
  });
});

/** What stands when all is decided, in as many plans as `cuts` says. */
function standing(arrivals: readonly Arrival[], cuts: number): object | undefined {
  const kept = new Map<string, typeof stored>();
  for (let at = 0; at < arrivals.length; at += cuts)
    for (const decision of decideDocuments(arrivals.slice(at, at + cuts), kept)) {
      if (decision.kind === 'skip') continue;
      const { document } = decision.arrival;
      const { version, contentHash, deleted, publishedAt } = document;
      const row = { version, content_hash: contentHash, deleted: deleted ? 1 : 0, published_at: publishedAt };
      kept.set(documentKey(document), row);
    }
  const [row] = kept.values();
  return row && (row.deleted === 1 ? { deleted: 1 } : { content_hash: row.content_hash, deleted: 0 });
}

describe('the words of a platform on a document', () => {
  /** Versions in their order, each an edit, an answer, a step of a ticket, likes, a deletion, or what was before again. */
  const lives = array(
    record({
      contentHash: constantFrom('open', 'answered', 'edited', 'likes 3', 'closed'),
      deleted: constantFrom(true, false, false),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const T = Date.parse('2020-12-01T00:00:00.000Z');
  /** As a sender gives them: some twice, some at one time with others; `bare` ends with a deletion that tells no version. */
  const arrivalsOf = (life: Partial<Document>[], versionOf: (n: number) => number, bare: boolean): Arrival[] => [
    ...life.map((version, n) => incoming({ ...version, version: versionOf(n) })),
    ...(bare ? [{ ...incoming({ deleted: true, version: 1 }), receivedAt: new Date(T + 60_000).toISOString() }] : []),
  ];
  test.each([
    ['times of change', (n: number) => T + n * 1_000],
    ['a count of changes', (n: number) => n + 2],
  ])('give one state in whatever order they arrive, repeated or not, with %s', (_, versionOf) => {
    const shuffled = array(nat(1_000), { minLength: 40, maxLength: 40 });
    assert(
      property(lives, shuffled, boolean(), integer({ min: 1, max: 4 }), (life, keys, bare, cuts) => {
        const told = arrivalsOf(life, versionOf, bare);
        const twice = [...told, ...told.filter((_arrival, n) => keys[n]! % 3 === 0)];
        const reordered = twice
          .map((arrival, n) => ({ arrival, key: keys[n + 10]! }))
          .sort((a, b) => a.key - b.key)
          .map(({ arrival }) => arrival);
        const last = bare ? { deleted: true, contentHash: '' } : life.at(-1)!;
        const truth = last.deleted ? { deleted: 1 } : { content_hash: last.contentHash, deleted: 0 };
        expect(standing(told, cuts)).toEqual(truth);
        expect(standing(reordered, cuts)).toEqual(truth);
      }),
      { numRuns: 500 },
    );
  });
});
