import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createLog } from '#jobs/log.ts';
import type { District } from '#warehouse/model/district.ts';
import type { FreshStores } from '#warehouse/testing/fresh-stores.ts';
import { keepDistrict } from '../cli/keep-district.ts';
import type { RunningDistrict } from '../cli/run-district.ts';
import { cookieOf } from './test-context.ts';

/** The product of one test file, started with an administrator signed in. */
export interface KeptRunning {
  /** Without a slash at the end; another start keeps it. */
  url: string;
  /** The Cookie header of a 区管理员. */
  cookie: string;
}

/**
 * Starts api and jobs over the stores of the calling test file before its first test and ends them after its last;
 * changed wards start the product anew, as `minqing start` does. The fields are set when the first test begins.
 */
export function keepRunning(stores: FreshStores, district: District): KeptRunning {
  const kept: KeptRunning = { url: '', cookie: '' };
  let dataDir = '';
  let running: RunningDistrict | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'minqing-kept-'));
    kept.cookie = await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' });
    running = await keepDistrict(systemOf(stores, district, dataDir), {
      host: '127.0.0.1',
      port: 0,
      roles: ['api', 'jobs'],
      replay: null,
      sweepEveryMs: 60_000,
      rankEveryMs: 60_000,
    });
    kept.url = running.url;
  }, 60_000);
  afterAll(async () => {
    await running?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return kept;
}

const systemOf = ({ addresses, analytics, reader, ledger }: FreshStores, district: District, dataDir: string) => ({
  district,
  base: district,
  dataDir,
  stores: { addresses, owned: false, close: async () => {} },
  analytics,
  reader,
  ledger,
  secrets: { reporter: { keyId: 'test', key: Buffer.alloc(32, 7) }, setup: '', seal: Buffer.alloc(32, 5) },
  log: createLog('error'),
  close: async () => {},
});
