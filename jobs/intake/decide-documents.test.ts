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
  test('the same content again changes nothing, whatever its version', () => {
    expect(only({ version: 9 })).toMatchObject({ kind: 'skip', reason: 'unchanged' });
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
    expect(decisions[0]).toMatchObject({ kind: 'write', arrival: { document: { deleted: true, version: 6 } } });
    expect(decisions[1]).toMatchObject({ kind: 'skip', reason: 'stale' });
  });
  test('where no versions are told, a document may be deleted and come back', () => {
    const gone = incoming({ deleted: true, version: 1 });
    const decisions = decideDocuments([gone, incoming({ version: 1 })], known({ ...stored, version: 1 }));
    expect(decisions.map((decision) => decision.kind)).toEqual(['write', 'write']);
  });
  test('a deletion of something never seen is nothing', () => {
    expect(decideDocuments([incoming({ deleted: true })], new Map())[0]).toMatchObject({ reason: 'deleted_unknown' });
  });
  test('a document that comes back after its deletion is new', () => {
    expect(decideDocuments([incoming({ contentHash: 'b' })], known({ ...stored, deleted: 1 }))[0]).toMatchObject({
      isNew: true,
    });
  });
});
