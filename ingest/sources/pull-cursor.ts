import { z } from 'zod';
import { instantSchema } from '#warehouse/model/instant.ts';
import { parseExactJson } from './exact-json.ts';
import type { Manifest } from './manifest.ts';

/**
 * Where a pull stands. The caller stores it as opaque text in the transaction that stores the batch,
 * so that a crash between the two only repeats work.
 */
const cursorSchema = z.object({
  /** Paging kind that wrote it: after a change of the manifest the position means nothing. */
  kind: z.string(),
  /** Changes from here on are asked for; null asks for everything. */
  since: instantSchema.nullable(),
  /** Latest change time seen so far. */
  high: instantSchema.nullable(),
  /** Latest change at the end of the sweep before this one; cursors of earlier releases have none. */
  before: instantSchema.nullable().default(null),
  /** Position in the sweep: page, offset, platform cursor or link; null at its start. */
  at: z.union([z.string(), z.number()]).nullable(),
  /** When the sweep under way began, by our clock; null between sweeps. */
  began: instantSchema.nullable(),
  /** End of the time window being read. */
  until: instantSchema.nullable(),
});
export type PullCursor = z.infer<typeof cursorSchema>;

const startCursor = (kind: string): PullCursor => ({
  kind,
  since: null,
  high: null,
  before: null,
  at: null,
  began: null,
  until: null,
});

/** Reads a stored cursor; one that cannot be read starts again, which is safe because taking a row twice is. */
export function readCursor(text: string | null, manifest: Manifest): PullCursor {
  const { kind } = manifest.paging;
  const parsed = cursorSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return startCursor(kind);
  return parsed.data.kind === kind ? parsed.data : { ...startCursor(kind), since: parsed.data.since };
}

export function jsonOrUndefined(text: string | null): unknown {
  try {
    return text === null ? undefined : parseExactJson(text);
  } catch {
    return undefined;
  }
}

export const laterOf = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a >= b ? a : b;

/** An instant moved by seconds. */
export const shiftInstant = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
