import { setTimeout as delay } from 'node:timers/promises';
import { currentDistrict, districtSettings } from '#jobs/district/current-district.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import type { System } from './open-system.ts';
import { runDistrict, type RunningDistrict, type RunOptions } from './run-district.ts';

/** The answer to whoever saved the change goes out first. */
const ANSWER_MS = 300;

/**
 * Runs a district, and runs it anew, at the same address and on the same stores, each time that other wards or
 * departments are saved: threads, names and scopes then all know the same district. It takes some seconds, in which
 * pages wait. A fault on the way ends the process.
 */
export async function keepDistrict(system: System, options: RunOptions): Promise<RunningDistrict> {
  const { base, ledger, log } = system;
  let isOver = false;
  let turn = Promise.resolve();
  const districtChanged = (): void => {
    turn = turn.then(anew);
  };
  let running = await runDistrict(system, { ...options, districtChanged });
  const port = running.url ? Number(new URL(running.url).port) : options.port;
  async function anew(): Promise<void> {
    await delay(ANSWER_MS);
    if (isOver) return;
    await running.close();
    const settings = await openSettings(ledger, { district: base, registry: districtSettings, log });
    const district = currentDistrict(base, settings);
    running = await runDistrict({ ...system, district }, { ...options, port, districtChanged });
    log.info({ event: 'district_changed' });
  }
  return {
    url: running.url,
    close: async () => {
      isOver = true;
      await turn;
      await running.close();
    },
  };
}
