import { z } from 'zod';
import { instantSchema } from './document.ts';

/** How a document came to belong to its event, for "joined because …". */
export const membershipSchema = z.object({
  sourceId: z.string(),
  externalId: z.string(),
  /** The document's version that was grouped. */
  version: z.number().int(),
  eventId: z.string(),
  /** Similarity to the event at joining, 0–1; 1 for the document that founded it. */
  score: z.number(),
  /** What was shared: place names first, then words. */
  because: z.array(z.string()),
  /** Position in the order of arrival; replaying in this order rebuilds the grouping exactly. */
  seq: z.number().int(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** An event: the documents about one matter at one place (or one topic, city-wide). */
export const eventSchema = z.object({
  eventId: z.string(),
  /** 'topic' is a cluster without a place (公积金 …): shown, but not an event of a place. */
  kind: z.enum(['event', 'topic']),
  title: z.string(),
  keywords: z.array(z.string()),
  summary: z.string(),
  place: z.string(),
  topicCode: z.string(),
  firstAt: instantSchema,
  lastAt: instantSchema,
  documentCount: z.number().int(),
});
export type EventRow = z.infer<typeof eventSchema>;
