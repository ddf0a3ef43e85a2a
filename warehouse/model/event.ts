import { z } from 'zod';
import { instantSchema } from './instant.ts';

/** An event: the documents about one matter at one place (or one topic, city-wide). */
export const eventSchema = z.object({
  eventId: z.string(),
  /** 'topic' is a cluster without a place (公积金 …): shown, but not an event of a place. */
  kind: z.enum(['event', 'topic']),
  title: z.string(),
  keywords: z.array(z.string()),
  summary: z.string(),
  place: z.string(),
  /** Whom it concerns (人群), joined by 、; '' where nobody is named. */
  crowds: z.string(),
  topicCode: z.string(),
  firstAt: instantSchema,
  lastAt: instantSchema,
  documentCount: z.number().int(),
});
export type EventRow = z.infer<typeof eventSchema>;
