import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLog, type Log } from '#jobs/log.ts';
import { type Analytics, openAnalytics } from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores, type Stores } from '#warehouse/embedded/open-stores.ts';
import { type Ledger, openLedger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { currentDistrict, districtSettings } from '#jobs/district/current-district.ts';
import { getStoredDistrict } from '#jobs/district/stored-district.ts';
import { compareStores } from '#jobs/intake/compare-stores.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { Failure } from './failure.ts';
import { exampleDistrict, loadDistrict } from './load-district.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

/** Options that every command on a district's data has. */
export interface SystemOptions {
  district?: string | undefined;
  data?: string | undefined;
}

/** The stores, configuration and secrets of one installation, open and up to date. */
export interface System {
  /** With the wards and departments in force. */
  district: District;
  /** As the file or the first run made it. */
  base: District;
  dataDir: string;
  stores: Stores;
  analytics: Analytics;
  /** The read-only account. */
  reader: Analytics;
  ledger: Ledger;
  secrets: Secrets;
  log: Log;
  close(): Promise<void>;
}

/** Stands for the district until the first run has made one. */
export const unsetDistrict: District = {
  code: '000000',
  name: '新区县',
  timeZone: 'Asia/Shanghai',
  streets: [],
  places: [],
  departments: [],
  routing: [],
  sources: [],
  clocks: districtSchema.shape.clocks.parse(undefined),
  alerting: districtSchema.shape.alerting.parse(undefined),
};

/** Where data lie unless --data or MINQING_DATA says otherwise. */
export const DEFAULT_DATA = '.minqing/data';

/**
 * Opens an installation; its stores are started, or attached to when a running process owns them. Brings the schema
 * up to date. The district is that of the file, or the one made in the browser; without either it is the example, or
 * with `unset` the one that is still to be made. With `existing` a folder without data is refused, and not made. Stores
 * that are not of one installation are refused, unless with `refilled` by what fills them anew.
 * Throws StoreError or Failure with one sentence.
 */
export async function openSystem(
  options: SystemOptions,
  mode: { attach: boolean; log?: Log; unset?: boolean; existing?: boolean; refilled?: boolean },
): Promise<System> {
  const { env } = process;
  const log = mode.log ?? createLog(env['LOG_LEVEL'] ?? 'warn');
  const file = options.district ?? env['MINQING_DISTRICT'];
  const given = file === undefined ? null : await loadDistrict(resolve(file));
  const dataDir = resolve(options.data ?? env['MINQING_DATA'] ?? DEFAULT_DATA);
  if (mode.existing) await checkData(dataDir, env);
  const stores = await openStores({ dataDir, env, log, attach: mode.attach });
  try {
    const onMonth = (done: object): void => log.info({ event: 'tables_upgraded', ...done });
    await Promise.all([
      migrateAnalytics(stores.addresses.clickhouse, { onMonth }),
      migrateLedger(stores.addresses.postgres.url),
    ]);
    await mkdir(dataDir, { recursive: true });
    const secrets = await loadSecrets(dataDir, env);
    const analytics = openAnalytics(stores.addresses.clickhouse);
    const reader = openAnalytics(stores.addresses.clickhouse.reader ?? stores.addresses.clickhouse);
    const ledger = openLedger(stores.addresses.postgres.url);
    if (!mode.refilled) await checkPair(analytics, ledger);
    const stored = given ?? (await getStoredDistrict(ledger));
    const base = stored ?? (mode.unset ? unsetDistrict : await loadDistrict(exampleDistrict));
    const settings = await openSettings(ledger, { district: base, registry: districtSettings, log });
    const district = currentDistrict(base, settings);
    const close = async (): Promise<void> => {
      await Promise.all([analytics.close(), reader.close(), ledger.close()]);
      await stores.close();
    };
    return { district, base, dataDir, stores, analytics, reader, ledger, secrets, log, close };
  } catch (error) {
    await stores.close();
    throw error;
  }
}

/** What is asked of a folder that was never filled would be answered by an empty district. Servers keep no data in it. */
async function checkData(dataDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (env['CLICKHOUSE_URL'] || env['POSTGRES_URL']) return;
  const found = await stat(join(dataDir, 'clickhouse')).catch(() => null);
  if (!found) throw new Failure(`${dataDir} 里没有数据：请用 --data 指明 start 或 import 所用的目录`);
}

/** A ledger that begins anew beside old documents would be an empty district, and take in less and less of what comes. */
async function checkPair(analytics: Analytics, ledger: Ledger): Promise<void> {
  const differ = await compareStores(analytics, ledger);
  if (differ?.lost === 'ledger')
    throw new Failure(
      '两个存储不是一套：ClickHouse 里有 PostgreSQL 不知道的诉求，PostgreSQL 的数据被删除、换过或退回到更早的时候。请把原来的放回去，或用 restore 恢复备份；确要从头开始，请用 --data 指定一个新的空目录（或换两个空库）',
    );
  if (differ)
    throw new Failure(
      `两个存储不是一套：PostgreSQL 记着 ${differ.documents} 件诉求，ClickHouse 里一件也没有，它的数据被删除或换过。请把原来的放回去，或用 restore 把备份恢复到一个新的空目录（--data）；确要从头开始，也请指定一个新的空目录`,
    );
}
