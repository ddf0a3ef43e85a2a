import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReporterSecret } from '#ingest/mask/reporter-key.ts';
import { Failure } from './failure.ts';

const fileSchema = z.object({
  reporterKeyId: z.string(),
  reporterKey: z.string(),
  setupSecret: z.string(),
  sealKey: z.string().optional(),
  laterReporterKeys: z.array(z.object({ keyId: z.string(), key: z.string() })).optional(),
});

/** Name of the file in the data folder. */
export const SECRETS_FILE = 'secrets.json';

/** Secrets of an installation, kept beside its data in a file that only its owner reads. */
export interface Secrets {
  reporter: ReporterSecret;
  /** Opens the first account, once. */
  setup: string;
  /** Seals what settings hold of secrets, 32 bytes. */
  seal: Buffer;
}

/**
 * The installation's secrets, made at the first start. MINQING_REPORTER_KEY (base64, 32 bytes or more) with
 * MINQING_REPORTER_KEY_ID takes the reporter key from a vault instead, and MINQING_REPORTER_LATER_KEYS (`id:base64`, by
 * commas) those that it was rotated to since.
 * @throws Failure when a key of the vault is none: reporters would be hashed by something else, and stay so.
 */
export async function loadSecrets(dataDir: string, env: NodeJS.ProcessEnv): Promise<Secrets> {
  const stored = await readOrCreate(join(dataDir, SECRETS_FILE));
  return {
    reporter: {
      keyId: env['MINQING_REPORTER_KEY_ID'] ?? stored.reporterKeyId,
      key: keyOf('MINQING_REPORTER_KEY', env['MINQING_REPORTER_KEY'] ?? stored.reporterKey),
      later: laterKeysOf(stored, env),
    },
    setup: stored.setupSecret,
    seal: sealKeyOf(stored, env),
  };
}

function laterKeysOf(stored: z.infer<typeof fileSchema>, env: NodeJS.ProcessEnv): { keyId: string; key: Buffer }[] {
  const given = (env['MINQING_REPORTER_LATER_KEYS'] ?? '').split(',').filter(Boolean);
  if (env['MINQING_REPORTER_KEY'] === undefined && given.length > 0)
    throw new Failure('设了 MINQING_REPORTER_LATER_KEYS，还要同时设 MINQING_REPORTER_KEY（换钥之前的那一把）');
  if (env['MINQING_REPORTER_KEY'] === undefined)
    return (stored.laterReporterKeys ?? []).map(({ keyId, key }) => ({ keyId, key: Buffer.from(key, 'base64') }));
  return given.map((pair) => {
    const [keyId = '', key = ''] = pair.split(':').map((part) => part.trim());
    if (!/^[A-Za-z0-9-]{1,16}$/.test(keyId))
      throw new Failure('MINQING_REPORTER_LATER_KEYS 应为 名称:base64，多把用逗号隔开');
    return { keyId, key: keyOf(`MINQING_REPORTER_LATER_KEYS 的 ${keyId}`, key) };
  });
}

/** Shorter ones can be guessed, and so can phone numbers that they hash. */
const MIN_KEY_BYTES = 32;

function keyOf(name: string, base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length < MIN_KEY_BYTES) throw new Failure(`${name} 应为 base64，至少 ${MIN_KEY_BYTES} 字节`);
  return key;
}

/**
 * Adds a reporter key to the installation's file, for `rotate-reporter-key`. The file is replaced whole: a crash leaves
 * the one before or the one after.
 */
export async function addReporterKey(dataDir: string): Promise<void> {
  const file = join(dataDir, SECRETS_FILE);
  const stored = await readOrCreate(file);
  const later = stored.laterReporterKeys ?? [];
  const keyId = `k${later.length + 2}`;
  const laterReporterKeys = [...later, { keyId, key: randomBytes(32).toString('base64') }];
  await writeFile(`${file}.new`, JSON.stringify({ ...stored, laterReporterKeys }), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** AES-256 takes no other (jobs/secrets/seal.ts). */
const SEAL_KEY_BYTES = 32;

/** An installation older than the key derives it from what it has, so that nothing needs to be written anew. */
function sealKeyOf(stored: z.infer<typeof fileSchema>, env: NodeJS.ProcessEnv): Buffer {
  const given = env['MINQING_SEAL_KEY'] ?? stored.sealKey;
  if (given !== undefined) {
    const key = Buffer.from(given, 'base64');
    if (key.length !== SEAL_KEY_BYTES) throw new Failure(`MINQING_SEAL_KEY 应为 base64，正好 ${SEAL_KEY_BYTES} 字节`);
    return key;
  }
  return Buffer.from(hkdfSync('sha256', stored.reporterKey, stored.setupSecret, 'minqing seal', SEAL_KEY_BYTES));
}

async function readOrCreate(file: string): Promise<z.infer<typeof fileSchema>> {
  const fresh = {
    reporterKeyId: 'k1',
    reporterKey: randomBytes(32).toString('base64'),
    setupSecret: randomBytes(18).toString('base64url'),
    sealKey: randomBytes(SEAL_KEY_BYTES).toString('base64'),
  };
  // Appears whole and on the disk, or not at all: half a key would be none. Of two processes that start at once, one has
  // the name, and both read the same.
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, JSON.stringify(fresh), { mode: 0o600, flush: true });
  await link(own, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(own);
  const text = await readFile(file, 'utf8');
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new Failure(
      `${file} 已损坏：请用另存的一份恢复。没有另存时可移走它再启动：会生成新的密钥，同一居民此后算作新的人，设置里的密钥要重新填写`,
    );
  }
}
