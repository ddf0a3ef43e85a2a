import type { z } from 'zod';
import { ProblemError } from './problem.ts';

/** Parses what came over the wire, once; a 400 that names the fields otherwise, never their values. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
  throw new ProblemError(400, `参数不对：${[...new Set(fields)].join('、')}`);
}
