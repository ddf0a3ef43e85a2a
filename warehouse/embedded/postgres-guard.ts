import { spawn } from 'node:child_process';

/**
 * Child process: runs one PostgreSQL server and ends it when the owner's channel closes,
 * as it does when the owner is killed. Arguments: JSON of GuardOrder.
 */
export interface GuardOrder {
  binary: string;
  args: string[];
  cwd: string;
  /** Account to run as; PostgreSQL refuses root. */
  runAs: { uid: number; gid: number } | null;
}

// Fast shutdown writes a checkpoint; what it has not written by then, the next start reads from the WAL.
const fastMs = 3_000;

const order = JSON.parse(process.argv[2] ?? '') as GuardOrder;
const server = spawn(order.binary, order.args, {
  cwd: order.cwd,
  stdio: ['ignore', 'inherit', 'inherit'],
  ...order.runAs,
});

// The owner decides when to end; a signal to the whole group (a stopping service manager) must not come first.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const end = (): void => {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), fastMs);
};
process.on('disconnect', end);
// The owner may have died while this file was loaded, which tells nobody.
if (!process.connected) end();
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on('exit', (code) => process.exit(code ?? 1));
