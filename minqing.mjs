#!/usr/bin/env node
// The command line, from a fresh checkout on: sets it up if need be, then runs api/cli/main.ts in this process,
// so that exit codes, signals and stdout are its own.
import { argv, env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ensureReady } from './bootstrap.mjs';

const servesPages = ['start', 'demo'].includes(argv[2]);
await ensureReady({ dashboard: servesPages });

// Young objects are collected by the thread that made them. By default V8 lends it helpers, which on busy cores take the
// time of the other threads and leave its objects in another core's cache: two threads that share nothing did 1.59 times
// the work of one, and 1.84 times without helpers.
setFlagsFromString('--no-parallel-scavenge');
// Otherwise it would be looked for in the folder that the command is given in.
env.OXC_TSCONFIG_PATH ??= fileURLToPath(new URL('tsconfig.json', import.meta.url));
await import('@oxc-node/core/register');
await import('./api/cli/main.ts');
