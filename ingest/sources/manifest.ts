import { z } from 'zod';
import { fieldSchema, pathSchema, rawFields, scalarSchema } from './field-rule.ts';
import { timeStyles } from './parse-time.ts';

/**
 * What a connector manifest may say. A manifest declares how one kind of platform is asked and read,
 * so that a new platform needs no code; `docs` has the walk-through.
 */
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
const urlPathSchema = z.string().regex(/^\/[^\s?#]*$/, 'a path on the platform, starting with /');
const paramSchema = z.string().min(1).max(64);
const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The credential is the token. */
  z.strictObject({ kind: z.literal('bearer') }),
  /** The credential is the value of this header. */
  z.strictObject({ kind: z.literal('header'), name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/) }),
  /** The credential is `client:secret`. */
  z.strictObject({ kind: z.literal('oauth'), tokenPath: urlPathSchema, scope: z.string().optional() }),
  /** The credential is `app:secret`; the sorted query, without the signature, is signed by HMAC-SHA256 in hex. */
  z.strictObject({
    kind: z.literal('signed'),
    appParam: paramSchema,
    timeParam: paramSchema,
    nonceParam: paramSchema,
    signParam: paramSchema,
  }),
]);

const moreSchema = {
  /** True while there are further pages; without it a full page means that there may be. */
  more: pathSchema.optional(),
  size: z.number().int().min(1).max(10_000),
  sizeParam: paramSchema.optional(),
};
const pagingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('page'),
    param: paramSchema,
    first: z.number().int().default(1),
    echo: pathSchema.optional(),
    ...moreSchema,
  }),
  z.strictObject({ kind: z.literal('offset'), param: paramSchema, echo: pathSchema.optional(), ...moreSchema }),
  /** `reset` is the status by which the platform says that a cursor is no longer known. */
  z.strictObject({
    kind: z.literal('cursor'),
    param: paramSchema,
    next: pathSchema,
    reset: z.number().int().default(410),
    ...moreSchema,
  }),
  /** RFC 8288 `Link: <…>; rel="next"`. */
  z.strictObject({ kind: z.literal('link'), ...moreSchema }),
  /** Open311: requests between two instants, halved where a window holds more than the cap of `size`. */
  z.strictObject({
    kind: z.literal('window'),
    startParam: paramSchema,
    endParam: paramSchema,
    days: z.number().positive().default(90),
    backfillDays: z.number().positive().default(365),
    /** The window goes by the day of the request; changes are found by reading this far back each time. */
    lookbackDays: z.number().positive().default(30),
    style: z.enum(timeStyles).default('iso'),
    pageParam: paramSchema.optional(),
    ...moreSchema,
  }),
]);
export type Paging = z.output<typeof pagingSchema>;

const sinceSchema = z.strictObject({
  param: paramSchema,
  style: z.enum(timeStyles),
  /** Read again from this long before the latest change seen: rows that were committed late, clocks that differ. */
  overlapSeconds: z.number().int().nonnegative(),
  /** `updated`: the platform lists by change time, oldest first. Anything else is read page by page. */
  order: z.enum(['updated', 'other']).default('updated'),
});

const chatSchema = z.strictObject({
  groups: z.strictObject({
    path: urlPathSchema,
    items: pathSchema,
    id: pathSchema,
    name: pathSchema,
    ward: pathSchema,
    estate: pathSchema.optional(),
    /** Sequence number of the group's last message: groups without news are not asked. */
    last: pathSchema,
  }),
  groupParam: paramSchema,
  sinceParam: paramSchema,
  /** Where the answer repeats what was asked: a cache may give the answer to another question. */
  echo: z.strictObject({ group: pathSchema, since: pathSchema }).optional(),
  message: z.strictObject({
    id: pathSchema,
    seq: pathSchema,
    at: pathSchema,
    sender: pathSchema,
    name: pathSchema,
    staff: z.strictObject({ path: pathSchema, values: z.array(z.string()).min(1) }),
    type: z.strictObject({
      path: pathSchema,
      text: z.array(z.string()).min(1),
      recall: z.array(z.string()).default([]),
    }),
    text: pathSchema,
    recalls: pathSchema.optional(),
  }),
});

/** A platform that tells daily numbers by ward instead of posts. */
const countsSchema = z.strictObject({
  ward: pathSchema,
  day: pathSchema,
  registered: pathSchema,
  party: pathSchema.optional(),
  active: pathSchema.optional(),
});

/** Where a row lists what was done with it, each with its time; words are read by read-step.ts, or by a lookup. */
const stepsSchema = z.strictObject({
  items: pathSchema,
  at: fieldSchema,
  kind: fieldSchema,
  level: fieldSchema.optional(),
});
export type StepsRule = z.output<typeof stepsSchema>;

export const manifestSchema = z
  .strictObject({
    platform: z.string().regex(/^[a-z0-9-]{1,32}$/, 'lower-case letters, digits and dashes'),
    name: z.string().min(1).max(60),
    auth: authSchema,
    request: z.strictObject({
      path: urlPathSchema,
      query: z.record(z.string(), z.string()).default({}),
      format: z.enum(['json', 'xml']).default('json'),
      /** A GraphQL query: it is posted, and the parameters of paging and since become its variables. */
      graphql: z.string().min(1).optional(),
      timeoutSeconds: z.number().positive().max(120).default(20),
    }),
    /** What the platform allows; the pull waits between pages so as to stay below it. */
    rate: z.strictObject({ perMinute: z.number().positive() }).optional(),
    paging: pagingSchema,
    since: sinceSchema.optional(),
    /** Answers that carry an error inside a 200: this path must have this value. */
    success: z.strictObject({ path: pathSchema, value: scalarSchema }).optional(),
    items: pathSchema,
    timeZone: z.string().refine(isZone, 'not a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
    /** Boards to take; an empty list takes all. */
    boards: z.array(z.string()).default([]),
    map: z.partialRecord(z.enum(rawFields), fieldSchema).default({}),
    steps: stepsSchema.optional(),
    chat: chatSchema.optional(),
    counts: countsSchema.optional(),
  })
  .superRefine((manifest, context) => {
    if (manifest.chat || manifest.counts) return;
    for (const field of ['externalId', 'publishedAt', 'text'] as const) {
      if (!manifest.map[field])
        context.addIssue({ code: 'custom', path: ['map'], message: `needs the field ${field}` });
    }
  });
export type Manifest = z.output<typeof manifestSchema>;
export type ChatManifest = z.output<typeof chatSchema>;
export type CountsManifest = z.output<typeof countsSchema>;
