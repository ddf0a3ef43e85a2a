import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive, startOf } from './processes.ts';

const ownerSchema = z.object({ pid: z.number().int(), start: z.string(), token: z.string() });
/** The process that owns a data folder. */
export type Owner = z.infer<typeof ownerSchema>;

/** Ownership of a data folder by this process, or the owner that is already there. */
export type Lock = { kind: 'mine'; release(): Promise<void> } | { kind: 'taken'; owner: Owner };

const fileIn = (dataDir: string): string => join(dataDir, 'owner.lock');

// Two processes that both find a dead owner's lock write theirs within this time; the later one has it.
const settleMs = 60;

/** The living owner of `dataDir`, if there is one. A lock left by a dead process, or by another with the same id, counts for nothing. */
export async function findOwner(dataDir: string): Promise<Owner | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '{}');
  const owner = ownerSchema.safeParse(parseJson(text)).data;
  return owner && isAlive(owner.pid) && startOf(owner.pid) === owner.start ? owner : undefined;
}

/** Takes `dataDir` for this process, or tells who has it. The lock of a process that was killed is taken over. */
export async function lockDataDir(dataDir: string): Promise<Lock> {
  const mine: Owner = { pid: process.pid, start: startOf(process.pid), token: randomUUID() };
  for (;;) {
    await claim(dataDir, mine);
    const owner = await findOwner(dataDir);
    if (owner?.token === mine.token) return { kind: 'mine', release: () => rm(fileIn(dataDir), { force: true }) };
    if (owner) return { kind: 'taken', owner };
  }
}

async function claim(dataDir: string, mine: Owner): Promise<void> {
  const own = `${fileIn(dataDir)}.${mine.token}`;
  await writeFile(own, JSON.stringify(mine));
  try {
    // A hard link appears whole or not at all, and fails when the name is taken.
    await link(own, fileIn(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await findOwner(dataDir)) return;
    await rename(own, fileIn(dataDir));
    await sleep(settleMs);
  } finally {
    await rm(own, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
