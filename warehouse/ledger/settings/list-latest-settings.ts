import { type Queryable, runStatement } from '../ledger.ts';
import { type SettingRow, settingRow } from './setting-row.ts';

/** The latest version of every kind that was ever saved. */
export function listLatestSettings(on: Queryable): Promise<SettingRow[]> {
  return runStatement(on, {
    name: 'list-latest-settings',
    text: `select distinct on (kind) kind, version, body, saved_at, saved_by, note
           from settings order by kind, version desc`,
    row: settingRow,
  });
}
