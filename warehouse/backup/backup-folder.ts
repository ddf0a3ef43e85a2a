import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../store-error.ts';

const file = z.object({ table: z.string(), file: z.string(), rows: z.number(), sha256: z.string() });

const manifestSchema = z.object({
  format: z.literal(1),
  district: z.string(),
  takenAt: z.string(),
  /** Tells whether the key of the reporters' hashes is the same; the key itself is not in a backup. */
  keyMark: z.string(),
  /** Names of the migrations that both stores had: a backup goes back into the schema it came from. */
  migrations: z.object({ analytics: z.array(z.string()), ledger: z.array(z.string()) }),
  analytics: z.array(file),
  ledger: z.array(file),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

const NAME = 'backup.json';

/** Writes the list of contents; a folder without it is no backup. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  await writeFile(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

/** Reads the list of contents. Throws StoreError where there is none or it is of another format. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
  } catch {
    throw new StoreError(`${folder} 不是完整的备份：没有可读的 ${NAME}。(Not a complete backup.)`);
  }
}
