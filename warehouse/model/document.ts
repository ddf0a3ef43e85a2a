import { z } from 'zod';
import { documentStepSchema, handlingLevelSchema } from './document-step.ts';
import { instantSchema } from './instant.ts';
import { wardCodeSchema } from './ward.ts';

/** What a row is on its platform: 发帖, 工单, 群消息, 关注 (concern), 项目. */
export const documentKinds = ['post', 'ticket', 'message', 'concern', 'project'] as const;
/** 咨询 求助 投诉 举报 建议 表扬 其他. */
export const natures = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other'] as const;
export type Nature = (typeof natures)[number];
/** Where the matter stands on its own platform. */
export const documentStatuses = ['open', 'accepted', 'replied', 'resolved', 'escalated', 'rejected'] as const;
/** Who decided a topic: the lexicon, the platform's own category, a learned model, or a person. */
export const topicDeciders = ['words', 'platform', 'model', 'person'] as const;
/** private items are counted and never quoted. */
export const visibilities = ['public', 'private'] as const;

/** The writing of the text as received: simplified or traditional Chinese, English, two of them, another or none. */
export const languages = ['zh-Hans', 'zh-Hant', 'en', 'mixed', 'other'] as const;
export type Language = (typeof languages)[number];

/**
 * A clean document: masked, located, segmented and classified. It is identified by
 * (sourceId, externalId); of several versions the highest counts.
 * No field may hold personal data: text passed the masker, the reporter is a keyed hash.
 */
export const documentSchema = z.object({
  sourceId: z.string().min(1).max(64),
  externalId: z.string().min(1).max(128),
  /** Grows with each change at the source: its edit time in ms, or a count from 1. */
  version: z.number().int().positive(),
  deleted: z.boolean(),
  /** Hash of everything below, so that an unchanged re-delivery is recognised. */
  contentHash: z.string(),
  kind: z.enum(documentKinds),
  visibility: z.enum(visibilities),
  publishedAt: instantSchema,
  wardCode: wardCodeSchema,
  estate: z.string(),
  board: z.string(),
  title: z.string(),
  text: z.string(),
  reply: z.string(),
  repliedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  status: z.enum(documentStatuses),
  /** Keyed HMAC of the platform's user id; '' when the platform names nobody. */
  reporterKey: z.string(),
  likes: z.number().int().nonnegative(),
  comments: z.number().int().nonnegative(),
  /** Segmented words without stop words, in order, title first. */
  tokens: z.array(z.string()),
  /** Four digits, e.g. 0801; the first two are the category. '9900' when nothing fits. */
  topicCode: z.string().regex(/^\d{4}$/),
  topicConfidence: z.number().min(0).max(1),
  /** The words that decided the topic, strongest first. */
  topicWords: z.array(z.string()),
  topicBy: z.enum(topicDeciders),
  /** The two best topics, best first, where the decision was not sure enough to go without a person; else empty. */
  topicGuesses: z.array(z.string()),
  nature: z.enum(natures),
  /** 0 ordinary, 1 nuisance to many, 2 danger, 3 urgent (fire, gas, water main, injury). */
  severity: z.number().int().min(0).max(3),
  severityWords: z.array(z.string()),
  /** Canonical names of roads, estates, institutions named in the text, title first. */
  places: z.array(z.string()),
  /** Of the dictionaries that the text was cut with and of the model that read it; see `jobs/intake/analyse-documents.ts`. */
  lexiconVersion: z.string(),
  /** Of the text as it came; '' on what was stored before this was kept. */
  language: z.enum(['', ...languages]),
  /** What its platform lists as done with it, oldest first; most platforms list nothing. */
  steps: z.array(documentStepSchema),
  /** Who closed it, '' when open or not told. */
  closedLevel: handlingLevelSchema,
});
export type Document = z.infer<typeof documentSchema>;

/** The identity of a document as one string; neither part may hold the separator. */
export function documentKey(doc: Pick<Document, 'sourceId' | 'externalId'>): string {
  return `${doc.sourceId}\u001f${doc.externalId}`;
}

/** Whether a version is the time of a change in ms; below it (2001) a platform's own count. */
export const isChangeTime = (version: number): boolean => version > 1e12;
