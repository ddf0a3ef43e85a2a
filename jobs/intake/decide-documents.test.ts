import { describe, expect, test } from 'vitest';
import { aDocument } from '../testing/a-document.ts';
import { decideDocuments } from './decide-documents.ts';

const stored = {
  external_id: '1',
  version: 5,
  content_hash: 'a',
  deleted: 0,
  published_at: '2020-12-01T00:00:00.000Z',
};
const incoming = (changes: Parameters<typeof aDocument>[0]) =>
  aDocument({ externalId: '1', version: 5, contentHash: 'a', publishedAt: stored.published_at, ...changes });
const only = (changes: Parameters<typeof aDocument>[0]) => decideDocuments([incoming(changes)], [stored])[0];

describe('what a document of a batch changes', () => {
  test('the same content again changes nothing, whatever its version', () => {
    expect(only({ version: 9 })).toEqual({ kind: 'skip', reason: 'unchanged' });
  });
  test('an older version than the stored one is stale', () => {
    expect(only({ version: 4, contentHash: 'b' })).toEqual({ kind: 'skip', reason: 'stale' });
  });
  test('a changed content of the same or a later version is written', () => {
    expect(only({ contentHash: 'b' })).toMatchObject({ kind: 'write', isNew: false, moved: null });
  });
  test('of two versions in one batch the second is decided against the first', () => {
    const decisions = decideDocuments([incoming({ contentHash: 'b' }), incoming({ contentHash: 'b' })], [stored]);
    expect(decisions.map((decision) => decision.kind)).toEqual(['write', 'skip']);
  });
  test('a publication date that moves to another month takes the older row out of its partition', () => {
    expect(only({ contentHash: 'b', publishedAt: '2020-11-30T00:00:00.000Z' })).toMatchObject({
      moved: stored.published_at,
    });
  });
  test('a deletion stands where the document stood, and a second one changes nothing', () => {
    const deletion = incoming({ deleted: true, contentHash: 'gone', publishedAt: '2020-10-01T00:00:00.000Z' });
    const decisions = decideDocuments([deletion, deletion], [stored]);
    expect(decisions[0]).toMatchObject({
      kind: 'write',
      document: { deleted: true, publishedAt: stored.published_at },
    });
    expect(decisions[1]).toEqual({ kind: 'skip', reason: 'unchanged' });
  });
  test('a deletion of something never seen is nothing', () => {
    expect(decideDocuments([incoming({ deleted: true })], [])).toEqual([{ kind: 'skip', reason: 'deleted_unknown' }]);
  });
  test('a document that comes back after its deletion is new', () => {
    expect(decideDocuments([incoming({ contentHash: 'b' })], [{ ...stored, deleted: 1 }])[0]).toMatchObject({
      isNew: true,
    });
  });
});
