import type { z } from 'zod';

const snake = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `alert_id as "alertId", …` for every field of a row schema, optionally of table alias `from`. */
export function selectList(row: z.ZodObject, from = ''): string {
  const prefix = from && `${from}.`;
  return Object.keys(row.shape)
    .map((field) => `${prefix}${snake(field)} as "${field}"`)
    .join(', ');
}

/** The statement that writes a whole row of `table`, new or known by its key; values in the order of `valuesOf`. */
export function upsertText(table: string, key: string, row: z.ZodObject): string {
  const columns = Object.keys(row.shape).map(snake);
  const places = columns.map((_column, index) => `$${index + 1}`);
  const changes = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})
    on conflict (${key}) do update set ${changes.join(', ')}`;
}

/** The values of `row` in the order of its schema. */
export function valuesOf<S extends z.ZodObject>(schema: S, row: z.infer<S>): unknown[] {
  return Object.keys(schema.shape).map((field) => (row as Record<string, unknown>)[field]);
}
