import { listLatestSettings } from '#warehouse/ledger/settings/list-latest-settings.ts';
import type { EffectContext, Setting } from './define-setting.ts';

/** What a dry run knows of another setting: its last saved body and version, or what the district's file gives, as version 0. */
export async function savedSetting<T>(
  { ledger, district }: Pick<EffectContext, 'ledger' | 'district'>,
  setting: Setting<T>,
): Promise<{ value: T; version: number }> {
  const saved = (await listLatestSettings(ledger)).find(({ kind }) => kind === setting.kind);
  const parsed = saved && setting.schema.safeParse(saved.body);
  return parsed?.success
    ? { value: parsed.data, version: saved!.version }
    : { value: setting.initial(district), version: 0 };
}
