import type { Document } from '#warehouse/model/document.ts';

/** A plain valid document for tests; name only what matters to the test. */
export function aDocument(changes: Partial<Document> = {}): Document {
  return {
    sourceId: 'posts',
    externalId: '1',
    version: 1,
    deleted: false,
    contentHash: 'hash',
    kind: 'post',
    visibility: 'public',
    publishedAt: '2020-12-12T01:00:00.000Z',
    wardCode: '990113001001',
    estate: '',
    board: '',
    title: '路口拥堵',
    text: '早高峰路口拥堵',
    reply: '',
    repliedAt: null,
    closedAt: null,
    status: 'open',
    reporterKey: 'r1',
    likes: 0,
    comments: 0,
    tokens: ['路口', '拥堵'],
    topicCode: '0801',
    topicConfidence: 0.9,
    topicWords: ['拥堵'],
    topicBy: 'words',
    topicGuesses: [],
    nature: 'complaint',
    severity: 0,
    severityWords: [],
    places: [],
    lexiconVersion: 'test',
    ...changes,
  };
}
