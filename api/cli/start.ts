import { createLog } from '#jobs/log.ts';
import { countUsers } from '#warehouse/ledger/accounts/count-users.ts';
import { Failure } from './failure.ts';
import { openSystem, type SystemOptions } from './open-system.ts';
import { runDistrict } from './run-district.ts';
import { untilStopped } from './until-stopped.ts';

export interface StartOptions extends SystemOptions {
  port: string;
  host: string;
  roles: string;
}

const SWEEP_MS = 20_000;
const RANK_MS = 5 * 60_000;

/** `minqing start`: serves the configured district until it is stopped. */
export async function start(options: StartOptions): Promise<void> {
  const system = await openSystem(options, { attach: false, log: createLog() });
  try {
    const running = await runDistrict(system, {
      host: options.host,
      port: parsePort(options.port),
      roles: parseRoles(options.roles),
      replay: null,
      sweepEveryMs: SWEEP_MS,
      rankEveryMs: RANK_MS,
    });
    if (running.url) console.error(`民情已启动：${running.url}`);
    if (running.url && (await countUsers(system.ledger)) === 0)
      console.error(
        `还没有账号：用 ${system.dataDir}/secrets.json 里的 setupSecret 建立第一个，办法见 README「第一个账号」`,
      );
    await untilStopped(() => running.close());
  } finally {
    await system.close();
  }
}

/** A port number from the command line; 0 is any free port. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Failure(`--port 须为 0 至 65535 的整数，不是 ${text}`, 2);
  return port;
}

function parseRoles(text: string): ('api' | 'jobs')[] {
  return text.split(',').map((role) => {
    if (role !== 'api' && role !== 'jobs') throw new Failure(`--roles 只能是 api、jobs 或两者，不是 ${role}`, 2);
    return role;
  });
}
