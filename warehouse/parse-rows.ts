import type { z } from 'zod';

/** A row of the store that does not look as its query promises: the query or the schema is wrong, never the user. */
export class RowError extends Error {
  override readonly name = 'RowError';
}

/**
 * Checks each raw row of the query called `name` against its schema and gives the typed rows.
 * Throws RowError naming query, row and field; never the value, which may be a citizen's text.
 */
export function parseRows<T>(name: string, raw: readonly unknown[], row: z.ZodType<T>): T[] {
  return raw.map((value, index) => {
    const parsed = row.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || '(row)';
    throw new RowError(`query ${name}: row ${index}, field ${field}: ${issue?.message ?? 'not as promised'}`);
  });
}
