import type { Document } from '#warehouse/model/document.ts';
import type { LifeEntry } from '#warehouse/model/life-entry.ts';

/** A document as the asker may read it: private ones come with empty title and text. */
export type DocumentView = Pick<
  Document,
  | 'sourceId'
  | 'externalId'
  | 'kind'
  | 'visibility'
  | 'publishedAt'
  | 'wardCode'
  | 'estate'
  | 'board'
  | 'title'
  | 'text'
  | 'reply'
  | 'repliedAt'
  | 'closedAt'
  | 'status'
  | 'likes'
  | 'comments'
  | 'topicCode'
  | 'topicConfidence'
  | 'topicWords'
  | 'topicBy'
  | 'nature'
  | 'severity'
  | 'severityWords'
  | 'places'
  | 'language'
  | 'closedLevel'
> & {
  /** Documents of the same window that say the same, itself included: 同文. 1 where nobody copied it. */
  copies: number;
  sourceName: string;
  wardName: string;
  topicName: string;
  eventId: string | null;
};

/** GET /api/documents/life?source&id: what happened to one document, oldest first. */
export interface DocumentLife {
  entries: (Omit<LifeEntry, 'wards'> & {
    /** Where the gazetteer placed it before and after; '' is 未定位, or a ward that the asker may not see. */
    wardNames?: [from: string, to: string];
  })[];
}

/** GET /api/documents?…filter&cursor&limit: newest first. */
export interface DocumentList {
  rows: DocumentView[];
  total: number;
  nextCursor: string | null;
}

/** Half-open ranges of UTF-16 units that a text's found words stand in, in order. */
export type Marks = [start: number, end: number][];

/** GET /api/search?q&…filter: without `days` at all times. Best first. */
export interface SearchResult {
  at: string;
  /** No document holds a word for everything that was asked: these hold one for a part of it. */
  isPartial: boolean;
  /** About, where there are more than can be looked at. */
  total: number;
  /** What was found: the asked word, and the words found for it because they mean the same or were probably meant. */
  matters: { asked: string; synonyms: string[]; guesses: string[] }[];
  documents: (DocumentView & { marks: { title: Marks; text: Marks } })[];
  events: {
    eventId: string;
    kind: 'event' | 'topic';
    title: string;
    marks: Marks;
    place: string;
    topicCode: string;
    topicName: string;
    firstAt: string;
    lastAt: string;
    documentCount: number;
    /** Of the best documents, how many are of this event. */
    found: number;
  }[];
}
