import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { notifySettings } from '#warehouse/ledger/notify.ts';
import { insertSetting } from '#warehouse/ledger/settings/insert-setting.ts';
import type { District } from '#warehouse/model/district.ts';
import type { InForce, Setting } from './define-setting.ts';

/** Who wants what saved. */
export interface SettingChange {
  body: unknown;
  /** The version that the person saw; 0 while nothing was saved. */
  expectedVersion: number;
  by: { id: string; name: string };
  note: string;
  now: Date;
  /** The version whose body is saved again, when this is an undo. */
  restoredFrom?: number;
}

/** What became of it. Problems are Chinese sentences that name the field. */
export type SettingSaved =
  | { kind: 'saved'; version: number }
  | { kind: 'stale' }
  | { kind: 'invalid'; problems: string[] };

/** Checks a body against schema and district: its value, or what is wrong with it. */
export function checkSetting<T>(
  setting: Setting<T>,
  body: unknown,
  district: District,
  inForce?: InForce,
): { kind: 'valid'; value: T } | { kind: 'invalid'; problems: string[] } {
  const parsed = setting.schema.safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '整体'}：${message}`);
    return { kind: 'invalid', problems };
  }
  const problems = setting.check?.(parsed.data, district, inForce) ?? [];
  return problems.length === 0 ? { kind: 'valid', value: parsed.data } : { kind: 'invalid', problems };
}

/** Saves the next version with its audit line in one transaction, and tells every process. */
export async function saveSetting<T>(
  at: { ledger: Ledger; district: District; inForce?: InForce },
  setting: Setting<T>,
  change: SettingChange,
): Promise<SettingSaved> {
  const checked = checkSetting(setting, change.body, at.district, at.inForce);
  if (checked.kind === 'invalid') return checked;
  const { expectedVersion, by, note, restoredFrom } = change;
  const savedAt = change.now.toISOString();
  const { kind } = setting;
  return inTransaction(at.ledger, async (tx): Promise<SettingSaved> => {
    const version = await insertSetting(tx, {
      kind,
      expectedVersion,
      body: checked.value,
      savedAt,
      savedBy: by.name,
      note,
    });
    if (version === null) return { kind: 'stale' };
    await appendAudit(tx, {
      at: savedAt,
      actorId: by.id,
      actorName: by.name,
      action: restoredFrom === undefined ? 'setting.save' : 'setting.restore',
      target: kind,
      detail: { version, ...(restoredFrom === undefined ? {} : { restoredFrom }) },
    });
    await notifySettings(tx, kind);
    return { kind: 'saved', version };
  });
}
