import { z } from 'zod';
import { handlingLevelSchema } from '../../model/document-step.ts';
import {
  documentKinds,
  documentStatuses,
  languages,
  natures,
  topicDeciders,
  visibilities,
} from '../../model/document.ts';

/** A document as a page shows it. The text of a private one is emptied in the query: it never leaves the warehouse. */
export const documentViewRow = z.object({
  source_id: z.string(),
  external_id: z.string(),
  kind: z.enum(documentKinds),
  visibility: z.enum(visibilities),
  published_at: z.string(),
  ward_code: z.string(),
  estate: z.string(),
  board: z.string(),
  title: z.string(),
  text: z.string(),
  reply: z.string(),
  replied_at: z.string().nullable(),
  closed_at: z.string().nullable(),
  status: z.enum(documentStatuses),
  likes: z.number(),
  comments: z.number(),
  topic_code: z.string(),
  topic_confidence: z.number(),
  topic_words: z.array(z.string()),
  topic_by: z.enum(topicDeciders),
  nature: z.enum(natures),
  severity: z.number(),
  severity_words: z.array(z.string()),
  places: z.array(z.string()),
  language: z.enum(['', ...languages]),
  closed_level: handlingLevelSchema,
});
export type DocumentViewRow = z.infer<typeof documentViewRow>;

/** The columns of documentViewRow, from a subquery called d. */
export const DOCUMENT_COLUMNS = `
  d.source_id AS source_id, d.external_id AS external_id, d.kind AS kind, d.visibility AS visibility, d.published_at AS published_at,
  d.ward_code AS ward_code, d.estate AS estate, d.board AS board,
  if(d.visibility = 'private', '', d.title) AS title, if(d.visibility = 'private', '', d.text) AS text,
  if(d.visibility = 'private', '', d.reply) AS reply,
  d.replied_at AS replied_at, d.closed_at AS closed_at, d.status AS status, d.likes AS likes, d.comments AS comments,
  d.topic_code AS topic_code, d.topic_confidence AS topic_confidence,
  if(d.visibility = 'private', [], d.topic_words) AS topic_words, d.topic_by AS topic_by, d.nature AS nature, d.severity AS severity,
  if(d.visibility = 'private', [], d.severity_words) AS severity_words, if(d.visibility = 'private', [], d.places) AS places,
  d.language AS language, d.closed_level AS closed_level`;
