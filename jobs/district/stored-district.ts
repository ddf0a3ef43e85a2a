import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { insertSetting } from '#warehouse/ledger/settings/insert-setting.ts';
import { listLatestSettings } from '#warehouse/ledger/settings/list-latest-settings.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';

/** Under this kind the ledger keeps the district that the first run made; no page offers it for editing as a whole. */
const KIND = 'district';

/** The district that was made in the browser; null where none was. */
export async function getStoredDistrict(ledger: Ledger): Promise<District | null> {
  const found = (await listLatestSettings(ledger)).find(({ kind }) => kind === KIND);
  return found ? districtSchema.parse(found.body) : null;
}

/** Keeps the district of the first run. False when there is one already. */
export async function storeDistrict(
  ledger: Ledger,
  district: District,
  by: { id: string; name: string },
): Promise<boolean> {
  const at = new Date().toISOString();
  return inTransaction(ledger, async (tx) => {
    const version = await insertSetting(tx, {
      kind: KIND,
      expectedVersion: 0,
      body: district,
      savedAt: at,
      savedBy: by.name,
      note: '首次设置',
    });
    if (version === null) return false;
    const communities = district.streets.flatMap((street) => street.communities).length;
    const detail = { streets: district.streets.length, communities, departments: district.departments.length };
    await appendAudit(tx, {
      at,
      actorId: by.id,
      actorName: by.name,
      action: 'district.create',
      target: district.code,
      detail,
    });
    return true;
  });
}
