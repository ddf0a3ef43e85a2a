import { type Queryable, runStatement } from '../ledger.ts';
import { type SettingRow, settingRow } from './setting-row.ts';

/** One saved version of a kind; null when there is none. */
export async function getSettingVersion(on: Queryable, kind: string, version: number): Promise<SettingRow | null> {
  const [row] = await runStatement(on, {
    name: 'get-setting-version',
    text: 'select kind, version, body, saved_at, saved_by, note from settings where kind = $1 and version = $2',
    values: [kind, version],
    row: settingRow,
  });
  return row ?? null;
}
