import { listen } from '#warehouse/ledger/listen.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { channels } from '#warehouse/ledger/notify.ts';
import { listLatestSettings } from '#warehouse/ledger/settings/list-latest-settings.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Log } from '../log.ts';
import type { Setting } from './define-setting.ts';

/** The settings that hold now, in memory. */
export interface Settings {
  /** The value that holds: the last saved, or what the district's file gives. The same object until it changes. */
  current<T>(setting: Setting<T>): T;
  /** Number of the version that holds; 0 while nothing was saved. */
  version(setting: Setting<unknown>): number;
  /** What holds while nothing is saved: the district's file. */
  initial<T>(setting: Setting<T>): T;
  /** Reads the ledger again. */
  refresh(): Promise<void>;
  /** Follows what is saved, here or in other processes, until the signal aborts; resolves then. */
  follow(signal: AbortSignal, onChange?: () => void): Promise<void>;
}

interface Held {
  version: number;
  value: unknown;
}

/**
 * Opens the settings of a district. A saved body that this program's schema no longer takes is logged and the value
 * before it stays: a setting must not keep a district from starting.
 */
export async function openSettings(
  ledger: Ledger,
  options: { district: District; registry: readonly Setting<unknown>[]; log: Log },
): Promise<Settings> {
  const { district, registry, log } = options;
  const held = new Map<string, Held>(
    registry.map((setting) => [setting.kind, { version: 0, value: setting.initial(district) }]),
  );
  const byKind = new Map(registry.map((setting) => [setting.kind, setting]));
  const refresh = async (): Promise<void> => {
    for (const { kind, version, body } of await listLatestSettings(ledger)) {
      const setting = byKind.get(kind);
      if (!setting || held.get(kind)?.version === version) continue;
      const parsed = setting.schema.safeParse(body);
      if (parsed.success) held.set(kind, { version, value: parsed.data });
      else log.error({ event: 'setting_not_understood', kind, version });
    }
  };
  await refresh();
  const heldOf = ({ kind }: Setting<unknown>): Held => {
    const found = held.get(kind);
    if (!found) throw new Error(`setting ${kind} is not in the registry`);
    return found;
  };
  return {
    current: <T>(setting: Setting<T>) => heldOf(setting).value as T,
    version: (setting) => heldOf(setting).version,
    initial: (setting) => setting.initial(district),
    refresh,
    follow: (signal, onChange) => {
      const again = (): void => {
        refresh().then(onChange, (error: unknown) => log.warn({ event: 'settings_not_read', error: String(error) }));
      };
      return listen(ledger.url, channels.settings, { hear: again, reconnected: again }, signal);
    },
  };
}
