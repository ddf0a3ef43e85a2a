import { type Queryable, runStatement } from '../ledger.ts';
import { type SettingVersionRow, settingVersionRow } from './setting-row.ts';

/** Who saved a kind when and why, the newest 100 first. */
export function listSettingVersions(on: Queryable, kind: string): Promise<SettingVersionRow[]> {
  return runStatement(on, {
    name: 'list-setting-versions',
    text: `select version, saved_at, saved_by, note from settings where kind = $1 order by version desc limit 100`,
    values: [kind],
    row: settingVersionRow,
  });
}
