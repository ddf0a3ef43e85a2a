import { fileURLToPath } from 'node:url';

/**
 * Piscina options that run a TypeScript file in worker threads. The loader is named although threads inherit the
 * process's flags, since a test runner starts the process without it.
 */
export function typescriptThread(file: URL): { filename: string; execArgv: string[] } {
  return { filename: fileURLToPath(file), execArgv: ['--import', import.meta.resolve('@oxc-node/core/register')] };
}
