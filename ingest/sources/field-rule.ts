import { z } from 'zod';
import { parseItemPath } from './item-path.ts';
import { timeFormats } from './parse-time.ts';

/** A path in a manifest, parsed. */
export const pathSchema = z.string().transform((text, context) => {
  const path = parseItemPath(text);
  if (path) return path;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a path such as a.b, list[0].c, list[role=staff].text`,
  });
  return z.NEVER;
});
export const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

const fieldObjectSchema = z
  .strictObject({
    path: pathSchema.optional(),
    /** Several places, the first that is not empty counts. */
    paths: z.array(pathSchema).min(1).optional(),
    const: scalarSchema.optional(),
    /** The platform's value → ours; a value that is not listed gives `default`, or stays as it is. */
    lookup: z.record(z.string(), scalarSchema).optional(),
    /** Where the value is empty or unknown to the lookup. */
    default: scalarSchema.optional(),
    time: z.enum(timeFormats).optional(),
    /** Joins a list (or several paths) into one text. */
    join: z.string().optional(),
    count: z.boolean().optional(),
    prefix: z.string().max(32).optional(),
  })
  .refine((field) => [field.path, field.paths, field.const].filter((given) => given !== undefined).length === 1, {
    message: 'needs exactly one of path, paths, const',
  });
/** How one field is filled: a bare path, or an object. */
export const fieldSchema = z.union([
  pathSchema.transform((path) => ({ path }) as z.output<typeof fieldObjectSchema>),
  fieldObjectSchema,
]);
export type FieldRule = z.output<typeof fieldObjectSchema>;

/** The fields of a raw item that a manifest or a column map may fill. */
export const rawFields = [
  'externalId',
  'kind',
  'visibility',
  'publishedAt',
  'updatedAt',
  'version',
  'deleted',
  'title',
  'text',
  'reply',
  'repliedAt',
  'closedAt',
  'status',
  'reporter',
  'wardHint',
  'estate',
  'board',
  'likes',
  'comments',
  'natureHint',
  'topicHint',
  'closedLevel',
] as const;
export type RawField = (typeof rawFields)[number];
