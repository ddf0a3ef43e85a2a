import { z } from 'zod';
import { alertLevels } from './alert.ts';
import { natures } from './document.ts';
import { wardCodeSchema } from './ward.ts';

/**
 * The configured district, as `district.yaml` words it: ward tree, gazetteer, departments,
 * routing, sources and thresholds. Parsed once at start; everything after trusts it.
 */
const name = z.string().min(1).max(60);
const aliases = z.array(name).default([]);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes');

/**
 * The days a ward, or an estate's place in a ward, is good for: from the first on, up to but without the second, in the
 * district's time zone. Absent is always. What was re-drawn stands twice, once under each ward.
 */
const validity = { validFrom: z.iso.date().optional(), validTo: z.iso.date().optional() };

const estateSchema = z.object({
  name,
  aliases,
  households: z.number().int().nonnegative().default(0),
  ...validity,
});

const communitySchema = z.object({
  code: wardCodeSchema.refine((code) => code.length === 12, 'a community code has 12 digits'),
  name,
  aliases,
  households: z.number().int().nonnegative().default(0),
  residents: z.number().int().nonnegative().default(0),
  estates: z.array(estateSchema).default([]),
  ...validity,
});

const streetSchema = z.object({
  code: wardCodeSchema.refine((code) => code.length === 9, 'a street code has 9 digits'),
  name,
  aliases,
  communities: z.array(communitySchema).min(1),
  ...validity,
});

/** A road, river, hospital, school … that residents name; it may lie in several wards. */
const placeSchema = z.object({
  name,
  aliases,
  kind: z.enum(['road', 'water', 'hospital', 'school', 'transit', 'park', 'market', 'site', 'facility']),
  wards: z.array(wardCodeSchema).default([]),
});

/**
 * How a department is written to. The address of a bot holds its key, so it is a secret like `secret` itself.
 * Bots of private installations (政务微信) have other hosts than the public ones, so none is assumed.
 */
const fallback = z.boolean().optional();
export const channelSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    url: z.url(),
    /** Standard Webhooks secret, `whsec_…` base64. */
    secret: z.string().regex(/^whsec_[A-Za-z0-9+/=]{24,}$/),
    /** Used only where another channel of the unit has failed for good. */
    fallback,
  }),
  /** 企业微信 group bot: the key in its address is all. */
  z.object({ kind: z.literal('wecom'), url: z.url(), secret: z.literal('').default(''), fallback }),
  /** 钉钉 and 飞书 bots: '' where the group goes by keyword or address instead of a signature. */
  z.object({ kind: z.literal('dingtalk'), url: z.url(), secret: z.string().default(''), fallback }),
  z.object({ kind: z.literal('feishu'), url: z.url(), secret: z.string().default(''), fallback }),
  /** Through the installation's mail server. */
  z.object({ kind: z.literal('email'), to: z.email(), fallback }),
  /** Through an HTTP gateway, signed like a webhook. */
  z.object({
    kind: z.literal('sms'),
    url: z.url(),
    secret: z.string().regex(/^whsec_[A-Za-z0-9+/=]{24,}$/),
    to: z.string().regex(/^\+?\d{5,15}$/),
    fallback,
  }),
]);

const departmentSchema = z.object({
  code: id,
  name,
  shortName: name.optional(),
  /** 条线: the line of business whose rows this department may read across wards. */
  line: name,
  /** Ward whose matters it takes; '' for a department of the whole district. */
  wardCode: wardCodeSchema.default(''),
  dutyPhone: z.string().max(20).default(''),
  channels: z.array(channelSchema).default([]),
});

/** First match wins, from top to bottom; the last rule must match everything (首接 fallback). */
const routeSchema = z.object({
  /** Topic code prefix: '' all, '08' a category, '0801' a topic. */
  topic: z.string().regex(/^(\d{2}|\d{4})?$/),
  ward: wardCodeSchema.default(''),
  /** 性质, '' any. */
  nature: z.enum(['', ...natures]).default(''),
  lead: id,
  assist: z.array(id).default([]),
});

/** How a pull source is asked, see `ingest/sources`. */
export const sourceSchema = z.object({
  id,
  name,
  /** A connector manifest shipped in `ingest/sources/manifests`, or a path relative to the district file. */
  manifest: z.string(),
  baseUrl: z.url().optional(),
  /** Name of the environment variable that holds the credential, never the credential itself. */
  secretEnv: z.string().optional(),
  /** Ward that rows fall to when their text names none. */
  wardCode: wardCodeSchema.default(''),
  everySeconds: z.number().int().min(1).max(86_400).default(60),
});
export type SourceConfig = z.infer<typeof sourceSchema>;

const clocksSchema = z.object({
  signWorkingHours: z.number().positive().default(2),
  replyWorkingDays: z.number().int().positive().default(1),
  resolveWorkingDays: z.number().int().positive().default(5),
});

const alertingSchema = z.object({
  /** Heat at which a hotspot raises an alert, and below which it may clear by itself. */
  enterHeat: z.number().min(1).max(100).default(60),
  exitHeat: z.number().min(0).max(99).default(45),
  minReporters: z.number().int().min(1).default(3),
  /** How long a new alert is held so that one push tells the whole story; 红 never waits. */
  groupWaitMinutes: z.number().min(0).max(120).default(10),
  /** Levels whose first push a person has to approve. */
  approveFirst: z.array(z.enum(alertLevels)).default([]),
});

export const districtSchema = z.object({
  code: wardCodeSchema.refine((code) => code.length === 6, 'a district code has 6 digits'),
  name,
  timeZone: z.string().default('Asia/Shanghai'),
  streets: z.array(streetSchema).min(1),
  places: z.array(placeSchema).default([]),
  departments: z.array(departmentSchema).min(1),
  routing: z.array(routeSchema).min(1),
  sources: z.array(sourceSchema).default([]),
  clocks: clocksSchema.prefault({}),
  alerting: alertingSchema.prefault({}),
});
export type District = z.infer<typeof districtSchema>;
export type Department = District['departments'][number];
export type Route = District['routing'][number];
