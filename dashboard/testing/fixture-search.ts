import type { EventReplies } from '#api/contract/replies.ts';
import type { Marks, SearchResult } from '#api/contract/documents.ts';
import type { WideMatter } from '#api/contract/events.ts';
import { hotspotsFor } from './fixture-views.ts';
import type { AlertRow } from '#api/contract/alerts.ts';
import type { DocumentView } from '#api/contract/documents.ts';

const marksOf = (text: string, word: string): Marks => {
  const at = text.indexOf(word);
  return at < 0 || word === '' ? [] : [[at, at + word.length]];
};

/** GET /api/search over the invented posts: what holds the words as they stand. */
export function searchFor(q: string, posts: readonly DocumentView[], alerts: AlertRow[]): SearchResult {
  const found = posts.filter((doc) => `${doc.title}${doc.text}`.includes(q) && doc.visibility === 'public');
  const events = hotspotsFor({}, alerts).filter((row) => found.some((doc) => doc.eventId === row.eventId));
  return {
    at: '2020-12-12T13:05:00.000Z',
    isPartial: false,
    total: found.length,
    matters: found.length > 0 ? [{ asked: q, synonyms: ['堵车'], guesses: [] }] : [],
    documents: found.slice(0, 50).map((doc) => ({
      ...doc,
      marks: { title: marksOf(doc.title, q), text: marksOf(doc.text, q) },
    })),
    events: events.slice(0, 8).map((row) => ({
      eventId: row.eventId,
      kind: row.kind,
      title: row.title,
      marks: marksOf(row.title, q),
      place: row.place,
      topicCode: row.topicCode,
      topicName: row.topicName,
      firstAt: row.firstAt,
      lastAt: row.lastAt,
      documentCount: row.counts.documents,
      found: 3,
    })),
  };
}

/** GET /api/wide-matters; `linked` are the events that persons linked with the one that was asked about. */
export function wideMattersFor(alerts: AlertRow[], linked: readonly string[]): WideMatter[] {
  const events = hotspotsFor({}, alerts).map(({ eventId, title, place, lastAt }) => ({
    eventId,
    title,
    place,
    lastAt,
  }));
  const matter = { topicCode: '0403', topicName: '供水' };
  const byPersons = events.filter(({ eventId }) => linked.includes(eventId));
  const water = { ...matter, word: '停水', wards: 12, documents: 35, eventCount: 14, events: events.slice(0, 3) };
  return byPersons.length === 0
    ? [water]
    : [{ ...matter, word: '', wards: 0, documents: 0, eventCount: byPersons.length, events: byPersons }, water];
}

/** GET /api/events/{id}/replies. */
export const repliesFixture: EventReplies = {
  replies: [
    {
      sourceId: 'hotline',
      externalId: '1',
      title: '路口拥堵何时解决',
      reply: '您反映的问题已转交相关部门，感谢您的关心。',
      relevance: 0.04,
      isBeside: false,
      completeness: 0.2,
      grounds: 0,
      cues: ['restated'],
      isBrushOff: true,
      copies: 6,
      relabelledWords: ['投诉'],
    },
  ],
};
