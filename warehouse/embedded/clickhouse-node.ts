import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataType, load, open } from 'ffi-rs';
import { resolveLibchdb } from 'chdb/libchdb';

/**
 * Child process: a ClickHouse server from the library of the `chdb` package.
 * `chdb_query_cmdline` takes the command line of clickhouse-local, whose statement SYSTEM START LISTEN HTTP
 * makes it a server for as long as the statement after it runs, which is for ever.
 * Arguments: home folder, HTTP port.
 */
const [home = '', port = ''] = process.argv.slice(2);

const forever =
  'SELECT sleepEachRow(3) FROM system.numbers FORMAT Null SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0';

const commandLine = [
  'clickhouse',
  `--config-file=${join(home, 'config.xml')}`,
  `--path=${join(home, 'data')}`,
  `--http_port=${port}`,
  '--listen_host=127.0.0.1',
  // config.xml's own <level> is not looked at in this form; traces would hold the values of queries.
  '--log-level=error',
  `--query=SYSTEM START LISTEN HTTP; ${forever}`,
];

// The owner decides when to end; a signal to the whole group (a stopping service manager) must not come first.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
// Ending is always the same as dying: what was acknowledged is on disk (see open-stores.int.test.ts).
const end = (): void => void process.kill(process.pid, 'SIGKILL');
process.on('disconnect', end);
// The owner may have died while this file was loaded, which tells nobody.
if (!process.connected) end();

writeFileSync(join(home, 'node.pid'), String(process.pid));
open({ library: 'chdb', path: resolveLibchdb().path });
await load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.I64,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [commandLine.length, commandLine],
  runInNewThread: true,
});
// It only returns when the server could not start; the reason stands in the log.
process.exit(1);
