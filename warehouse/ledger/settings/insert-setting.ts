import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** A body to save as the version after `expectedVersion`; 0 where nothing was saved yet. */
export interface NewSetting {
  kind: string;
  expectedVersion: number;
  body: unknown;
  savedAt: string;
  savedBy: string;
  note: string;
}

/** Saves the next version and gives its number; null when another version was saved in the meantime. */
export async function insertSetting(on: Queryable, setting: NewSetting): Promise<number | null> {
  const { kind, expectedVersion, body, savedAt, savedBy, note } = setting;
  const [row] = await runStatement(on, {
    name: 'insert-setting',
    text: `insert into settings (kind, version, body, saved_at, saved_by, note)
           select $1, $2::integer + 1, $3, $4, $5, $6
           where (select coalesce(max(version), 0) from settings where kind = $1) = $2::integer
           on conflict do nothing
           returning version`,
    values: [kind, expectedVersion, JSON.stringify(body), savedAt, savedBy, note],
    row: z.object({ version: z.number() }),
  });
  return row?.version ?? null;
}
