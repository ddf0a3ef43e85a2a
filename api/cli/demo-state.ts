import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  /** Replayed instant at which the last demo stopped, milliseconds. */
  at: z.number(),
  deskPort: z.number(),
  /** Signing secret of each department's channel. */
  deskSecrets: z.record(z.string(), z.string()),
});
export type DemoState = z.infer<typeof stateSchema>;

const fileOf = (dataDir: string): string => join(dataDir, 'demo.json');

/** What the last demo on this data left; null at the first start, or when the file cannot be read. */
export async function readDemoState(dataDir: string): Promise<DemoState | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => '');
  const parsed = stateSchema.safeParse(text === '' ? null : JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Keeps the state, whole or not at all; the file holds secrets. */
export async function writeDemoState(dataDir: string, state: DemoState): Promise<void> {
  const file = fileOf(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
