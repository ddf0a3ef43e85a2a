import { readFile, stat } from 'node:fs/promises';
import { loadManifest, ManifestError, manifestPath, readManifest } from './load-manifest.ts';
import type { Manifest } from './manifest.ts';

export interface CurrentManifest {
  manifest: Manifest;
  /** Why a newer state of the file is not in use; null when the file is. */
  problem: string | null;
}

/** A manifest as its file says now: an edit counts from the next pull on, a mistaken one leaves the last good state. */
export interface ManifestFile {
  current(): Promise<CurrentManifest>;
}

/** A manifest that no file stands behind. */
export const fixedManifest = (manifest: Manifest): ManifestFile => ({
  current: () => Promise.resolve({ manifest, problem: null }),
});

/**
 * Opens the manifest that a source names, see readManifest.
 * @throws ManifestError when it is wrong already now; the error of the file system when it is missing.
 */
export async function openManifestFile(name: string): Promise<ManifestFile> {
  const path = manifestPath(name, '');
  const stamp = async (): Promise<string> => {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  };
  let seen = await stamp();
  let state: CurrentManifest = { manifest: await readManifest(name, ''), problem: null };
  const reload = async (): Promise<void> => {
    const now = await stamp();
    if (now === seen) return;
    state = { manifest: loadManifest(await readFile(path, 'utf8'), path), problem: null };
    seen = now;
  };
  const current = async (): Promise<CurrentManifest> => {
    try {
      await reload();
    } catch (error) {
      const isKnown = error instanceof ManifestError || (error as NodeJS.ErrnoException).code !== undefined;
      if (!isKnown) throw error;
      state = { ...state, problem: (error as Error).message };
    }
    return state;
  };
  return { current };
}
