#!/usr/bin/env node
// The command line, from a fresh checkout on: sets it up if need be, then runs api/cli/main.ts in this process,
// so that exit codes, signals and stdout are its own.
import { argv, env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ensureReady } from './bootstrap.mjs';

// Each thread collects once it holds a third more than what lives, not up to four times as much: 0.5 GB less over a long
// import, for no more processor time of it; two threads of text alone take 6 % more (docs/benchmarks.md).
setFlagsFromString('--heap-growing-percent=30');

const servesPages = ['start', 'demo'].includes(argv[2]);
await ensureReady({ dashboard: servesPages });

// Otherwise it would be looked for in the folder that the command is given in.
env.OXC_TSCONFIG_PATH ??= fileURLToPath(new URL('tsconfig.json', import.meta.url));
await import('@oxc-node/core/register');
await import('./api/cli/main.ts');
