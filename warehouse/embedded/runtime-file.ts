import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What an owner of a data folder writes down for the commands that join it and for its successor:
 * where its stores listen, and the passwords, which only the owning user may read.
 */
const runtimeSchema = z.object({
  /** Process that owns the folder; the addresses hold while it lives. */
  ownerPid: z.number().int(),
  clickhouse: z
    .object({
      url: z.string(),
      appPassword: z.string(),
      readerPassword: z.string(),
      // Owners before this was written down forced each part themselves.
      answersEarly: z.boolean().default(false),
    })
    .nullable(),
  postgres: z.object({ url: z.string() }).nullable(),
});
export type Runtime = z.infer<typeof runtimeSchema>;

const fileIn = (dataDir: string): string => join(dataDir, 'runtime.json');

/** What the last owner wrote, or undefined when there is none or it is damaged. */
export async function readRuntime(dataDir: string): Promise<Runtime | undefined> {
  try {
    return runtimeSchema.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    return undefined;
  }
}

/** Replaces the file in one step; readable by its owner only. */
export async function writeRuntime(dataDir: string, runtime: Runtime): Promise<void> {
  const next = `${fileIn(dataDir)}.next`;
  await writeFile(next, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, fileIn(dataDir));
}
