import { z } from 'zod';
import { documentKinds, documentStatuses, visibilities } from '#warehouse/model/document.ts';
import { documentStepSchema, MAX_STEPS } from '#warehouse/model/document-step.ts';
import { instantSchema } from '#warehouse/model/instant.ts';
import { accept, reject, type Outcome } from '#warehouse/model/outcome.ts';
import { whyNoTime } from './sources/parse-time.ts';

/** Why a mapped row is not taken. A closed set: the reasons are metric labels. */
export const rawItemReasons = [
  'invalid_field',
  'bad_encoding',
  'text_too_long',
  'empty',
  'published_in_future',
  'published_too_old',
  'updated_in_future',
] as const;
export type RawItemReason = (typeof rawItemReasons)[number];

// Residents stay below 3 000 characters in 99.7 % of 4 326 public messages; bounds the work one row can cost.
const MAX_TEXT = 5_000;
// Official replies quote regulations and run to 8 000 characters.
const MAX_REPLY = 10_000;
const maxLength = { title: MAX_TEXT, text: MAX_TEXT, reply: MAX_REPLY };
// A platform's clock may run ahead; more than this is a wrong year or a wrong zone.
const MAX_AHEAD_MS = 10 * 60_000;
// Thirteen months, so that a year-on-year window can be pulled again.
const MAX_AGE_MS = 400 * 86_400_000;
// No platform is older, and the warehouse's date columns start in 1970.
const HISTORY_START_MS = Date.UTC(1990, 0, 1);
// Above one character in twenty the row was decoded with the wrong character set; a stray one is a cut emoji.
const MAX_REPLACEMENT_SHARE = 0.05;

/** 3.10113E+17: a spreadsheet showed a long number so and saved what it showed; thousands of tickets share such an id. */
const ROUNDED_ID = /^\d(?:\.\d+)?E\+\d+$/i;

const line = (max: number) => z.string().max(max).default('');
const count = z.number().int().min(0).max(2_147_483_647).default(0);

/** One item mapped from a platform, still dirty: nothing in it is masked, cleaned or located. */
export const rawItemSchema = z.object({
  /** The platform's own id. Control characters are refused: one of them separates the parts of a document key. */
  externalId: z
    .string()
    .regex(/^\P{Cc}{1,128}$/u, '1 to 128 characters without control characters')
    .refine((id) => !ROUNDED_ID.test(id), '编号被表格软件四舍五入，末几位已经丢失，请在导出时把这一列设为文本'),
  kind: z.enum(documentKinds),
  visibility: z.enum(visibilities).default('public'),
  publishedAt: instantSchema,
  updatedAt: instantSchema.optional(),
  /** The platform's own revision number, where it has one. */
  version: z.number().int().positive().optional(),
  deleted: z.boolean().default(false),
  title: z.string().default(''),
  text: z.string().default(''),
  reply: z.string().default(''),
  repliedAt: instantSchema.nullable().default(null),
  closedAt: instantSchema.nullable().default(null),
  status: z.enum(documentStatuses).default('open'),
  /** The platform's user id, '' when it names nobody. Leaves the ingest only as a keyed hash. */
  reporter: line(256),
  /** Ward name or code as the platform words it. */
  wardHint: line(200),
  estate: line(100),
  board: line(100),
  likes: count,
  comments: count,
  natureHint: line(200),
  topicHint: line(200),
  /** What the platform lists as done with it, oldest first. */
  steps: z.array(documentStepSchema).max(MAX_STEPS).default([]),
  /** Who closed it, as the platform words it. */
  closedLevel: line(100),
});
export type RawItem = z.infer<typeof rawItemSchema>;

export interface RawItemLimits {
  now: Date;
  /** A history import may be older than the window, never newer. */
  history: boolean;
}

/** Accepts one mapped row or tells why not. Never throws on data; details hold field names, never text. */
export function checkRawItem(value: unknown, limits: RawItemLimits): Outcome<RawItem> {
  const parsed = rawItemSchema.safeParse(isBareDeletion(value) ? whole(value, limits) : value);
  if (!parsed.success) return refuse('invalid_field', describeIssues(parsed.error, value));
  const item = parsed.data;
  return checkTexts(item) ?? checkTimes(item, limits) ?? accept(item);
}

interface BareDeletion {
  deleted: true;
  publishedAt?: undefined;
  updatedAt?: unknown;
}

/** A deletion that names nothing but what it takes back; it lost no time of its own, since it stands where the row stood. */
const isBareDeletion = (value: unknown): value is BareDeletion =>
  typeof value === 'object' &&
  value !== null &&
  (value as BareDeletion).deleted === true &&
  (value as BareDeletion).publishedAt === undefined;

const whole = (deletion: BareDeletion, { now }: RawItemLimits): object => ({
  kind: 'post',
  ...deletion,
  publishedAt: deletion.updatedAt ?? now.toISOString(),
});

const refuse = (reason: RawItemReason, detail: string) => reject(reason, detail);

function describeIssues(error: z.ZodError, item: unknown): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'item'}: ${describeIssue(issue, item)}`)
    .join('; ');
}

const TIMES: ReadonlySet<unknown> = new Set(['publishedAt', 'updatedAt', 'repliedAt', 'closedAt']);

/** What whoever made the row can do about it, where that can be told. */
function describeIssue(issue: z.core.$ZodIssue, item: unknown): string {
  const [field] = issue.path;
  const value = typeof item === 'object' && item !== null ? (item as Record<PropertyKey, unknown>)[field ?? ''] : item;
  if (TIMES.has(field) && (typeof value === 'string' || value === undefined)) return whyNoTime(value);
  if (typeof value === 'object' && value !== null && 'formula' in value)
    return '公式没有保存计算结果，请用 Excel 或 WPS 打开、保存后再导入';
  if (field === 'externalId' && value === undefined) return '没有编号';
  if (field === 'externalId' && typeof value === 'number')
    return '编号存成了数字，末几位已经丢失，请在导出时把这一列设为文本';
  return issue.code === 'custom' ? issue.message : issue.code;
}

function checkTexts(item: RawItem): Outcome<RawItem> | undefined {
  for (const [field, text] of Object.entries(item)) {
    if (typeof text === 'string' && isBadlyEncoded(text)) return refuse('bad_encoding', field);
  }
  for (const [field, max] of Object.entries(maxLength) as ['title' | 'text' | 'reply', number][]) {
    if (isLongerThan(item[field], max)) return refuse('text_too_long', `${field}: over ${max} characters`);
  }
  // A deletion notice carries an id and no words.
  if (!item.deleted && !/\S/.test(item.title) && !/\S/.test(item.text)) return refuse('empty', 'title and text');
  return undefined;
}

/** A lone surrogate, or so many replacement characters that the bytes were not UTF-8. */
function isBadlyEncoded(text: string): boolean {
  if (!text.isWellFormed()) return true;
  if (!text.includes('\uFFFD')) return false;
  return text.split('\uFFFD').length - 1 > Math.max(1, text.length * MAX_REPLACEMENT_SHARE);
}

/** Counts characters, not UTF-16 units, and only where the two can differ in the answer. */
function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  return text.length > 2 * max || Array.from(text).length > max;
}

function checkTimes(item: RawItem, { now, history }: RawItemLimits): Outcome<RawItem> | undefined {
  const latest = now.getTime() + MAX_AHEAD_MS;
  // However old a post is, its author may take it back.
  const earliest = history || item.deleted ? HISTORY_START_MS : now.getTime() - MAX_AGE_MS;
  const published = Date.parse(item.publishedAt);
  if (published > latest) return refuse('published_in_future', item.publishedAt);
  if (published < earliest) return refuse('published_too_old', item.publishedAt);
  if (item.updatedAt && Date.parse(item.updatedAt) > latest) return refuse('updated_in_future', item.updatedAt);
  return undefined;
}
