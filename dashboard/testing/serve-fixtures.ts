import { resolve } from 'node:path';
import { startFixtureServer } from './fixture-server.ts';

/** `node --import @oxc-node/core/register dashboard/testing/serve-fixtures.ts [port] [dist]`: pages over invented data. */
const port = Number(process.argv[2] ?? 8080);
const server = await startFixtureServer({ port, dist: process.argv[3] ?? resolve(import.meta.dirname, '../dist') });
console.info(`fixture server on ${server.url}`);
