import { createLog } from '#jobs/log.ts';
import { countUsers } from '#warehouse/ledger/accounts/count-users.ts';
import { Failure } from './failure.ts';
import { openSystem, type System, type SystemOptions, unsetDistrict } from './open-system.ts';
import { keepDistrict } from './keep-district.ts';
import { untilStopped } from './until-stopped.ts';

export interface StartOptions extends SystemOptions {
  port: string;
  host: string;
  roles: string;
}

const SWEEP_MS = 20_000;
const RANK_MS = 5 * 60_000;

/** `minqing start`: serves the configured district until it is stopped; without one, the first run makes it. */
export async function start(options: StartOptions): Promise<void> {
  let port = parsePort(options.port);
  // The page that made the district waits for it at the same address.
  for (let served = await serve(options, port); served.how === 'instead'; served = await serve(options, port))
    port = served.port;
}

/** Serves until it is stopped, or until the first run has made the district. */
async function serve(options: StartOptions, port: number): Promise<{ how: 'stopped' | 'instead'; port: number }> {
  const system = await openSystem(options, { attach: false, log: createLog(), unset: true });
  try {
    const roles = parseRoles(options.roles);
    const isUnset = system.base === unsetDistrict;
    if (isUnset && !roles.includes('api'))
      throw new Failure('还没有区县：请用 --district 指定配置，或先以 --roles api 启动并在网页中设置');
    const begun = new AbortController();
    const running = await keepDistrict(system, {
      host: options.host,
      port,
      roles: isUnset ? ['api'] : roles,
      replay: null,
      sweepEveryMs: SWEEP_MS,
      rankEveryMs: RANK_MS,
      ...(isUnset ? { beginDistrict: () => begun.abort() } : {}),
    });
    await greet(system, running.url);
    const how = await untilStopped(() => running.close(), begun.signal);
    return { how, port: running.url ? Number(new URL(running.url).port) : port };
  } finally {
    await system.close();
  }
}

async function greet({ ledger, base, secrets }: System, url: string): Promise<void> {
  if (!url) return;
  console.error(`民情已启动：${url}`);
  if ((await countUsers(ledger)) === 0) console.error(`首次使用：打开 ${url}/setup ，一次性口令：${secrets.setup}`);
  else if (base === unsetDistrict) console.error(`还没有区县：登录后在 ${url}/setup 继续设置`);
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
