import { openStores } from '../embedded/open-stores.ts';

/** Process that owns the stores of the folder given as its argument until it is killed; sends one message once they answer. */
const log = { info: console.error, warn: console.error, error: console.error };
await openStores({ dataDir: process.argv[2]!, env: {}, log, fsync: false });
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
