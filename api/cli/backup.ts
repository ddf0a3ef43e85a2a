import { createHmac } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readManifest } from '#warehouse/backup/backup-folder.ts';
import { takeBackup } from '#warehouse/backup/take-backup.ts';
import { restoreBackup } from '#warehouse/backup/restore-backup.ts';
import { openQueuePool } from '#jobs/queue/queue-pool.ts';
import { Failure } from './failure.ts';
import { openSystem, type SystemOptions } from './open-system.ts';
import { SECRETS_FILE, type Secrets } from './secrets.ts';
import { countDifferences, verifySystem } from './verify.ts';

type Options = SystemOptions & { json?: boolean | undefined };

/**
 * `minqing backup DIR`: both stores at one moment, in a new folder that only its owner reads. The district goes on
 * meanwhile. The folder appears under its name once it is whole. The key of the reporters' hashes stays out of it:
 * whoever finds a backup must not be able to tell who wrote what.
 */
export async function backup(target: string, options: Options): Promise<void> {
  const folder = resolve(target);
  const part = `${folder}.part`;
  await mkdir(folder, { mode: 0o700 }).catch(() => {
    throw new Failure(`${folder} 已存在或不能创建：请给一个新的目录名`);
  });
  const system = await openSystem(options, { attach: true });
  try {
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { mode: 0o700 });
    await (await openQueuePool(system.ledger.url)).end();
    const { analytics, ledger, district, secrets } = system;
    const now = new Date();
    const manifest = await takeBackup({
      analytics,
      ledger,
      district: district.code,
      keyMark: markOf(secrets),
      folder: part,
      now,
      onTable: ({ table, rows }) => console.error(`已备份 ${table}：${rows} 行`),
    });
    await rename(part, folder);
    if (options.json) console.log(JSON.stringify(manifest));
    else console.log(`备份完成：${folder}。密钥不在其中：请另存一份数据目录里的 ${SECRETS_FILE}，恢复时要用`);
  } catch (error) {
    await Promise.all([part, folder].map((each) => rm(each, { recursive: true, force: true })));
    throw error;
  } finally {
    await system.close();
  }
}

/** `minqing restore DIR`: a backup into an installation that holds nothing yet, or has lost its ledger, then a recount of every figure. */
export async function restore(source: string, options: Options): Promise<void> {
  const folder = resolve(source);
  const system = await openSystem(options, { attach: false, refilled: true });
  try {
    await (await openQueuePool(system.ledger.url)).end();
    const { analytics, ledger, district, secrets, dataDir } = system;
    if ((await readManifest(folder)).keyMark !== markOf(secrets)) {
      throw new Failure(
        `密钥与备份时不同，恢复后同一个人会变成两个人：请先把原来的 ${SECRETS_FILE} 放进 ${dataDir}（或设好 MINQING_REPORTER_KEY），再恢复`,
      );
    }
    const manifest = await restoreBackup({
      analytics,
      ledger,
      district: district.code,
      folder,
      onTable: ({ table, rows }) => console.error(`已恢复 ${table}：${rows} 行`),
    });
    const checks = await verifySystem(system);
    if (countDifferences(checks) > 0) throw new Failure('恢复后的核对发现不一致，请运行 verify 查看');
    if (options.json) console.log(JSON.stringify({ restored: manifest.takenAt, checks: checks.length }));
    else console.log(`恢复完成：${manifest.takenAt} 的备份，${checks.length} 项核对一致`);
  } finally {
    await system.close();
  }
}

/** Tells keys apart without giving them away. */
function markOf({ reporter }: Secrets): string {
  return createHmac('sha256', reporter.key).update('minqing backup').digest('hex');
}
