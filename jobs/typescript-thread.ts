import { fileURLToPath } from 'node:url';

/**
 * Piscina options that run a TypeScript file in worker threads. The loader is named although threads inherit the
 * process's flags, since a test runner starts the process without it.
 */
export function typescriptThread(file: URL): { filename: string; execArgv: string[] } {
  return { filename: fileURLToPath(file), execArgv: ['--import', import.meta.resolve('@oxc-node/core/register')] };
}

/**
 * Piscina options for threads that take much text apart: room for young objects (MB), so that those of a few hundred
 * documents have died before the collector looks. By default (48) it copied them: a tenth of an import's processor time.
 */
export const roomForTexts = { resourceLimits: { maxYoungGenerationSizeMb: 96 } } as const;
