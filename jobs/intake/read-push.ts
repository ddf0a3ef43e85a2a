import { z } from 'zod';
import { parseExactJson } from '#ingest/sources/exact-json.ts';

/** More rows than this come in several pushes (trust.md). */
const MAX_ITEMS = 1_000;
/** Deeper nesting than any platform's; the parser's stack is not for the sender to spend. */
const MAX_DEPTH = 10;

const bodySchema = z.object({ items: z.array(z.unknown()).min(1).max(MAX_ITEMS) });

/** The rows of a push, or in a sentence for the sender why there are none. Never throws. */
export type PushedRows = { kind: 'rows'; rows: unknown[] } | { kind: 'refused'; title: string };

const refused = (title: string): PushedRows => ({ kind: 'refused', title });

/** Reads `{"items": […]}`, at most 1 000 rows, nested at most ten levels deep. */
export function readPush(body: Uint8Array): PushedRows {
  let parsed: unknown;
  try {
    parsed = parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    return refused(error instanceof TypeError ? '内容不是有效的 UTF-8' : '内容不是有效的 JSON');
  }
  if (!isFlat(parsed, MAX_DEPTH)) return refused(`嵌套过深：最多 ${MAX_DEPTH} 层`);
  const checked = bodySchema.safeParse(parsed);
  if (checked.success) return { kind: 'rows', rows: checked.data.items };
  return refused(`须为 {"items": […]}，一次 1 至 ${MAX_ITEMS} 条`);
}

/** True when nothing is nested deeper than `levels`; looks no further down than that. */
function isFlat(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isFlat(inner, levels - 1));
}
