import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../minqing.mjs', import.meta.url));

/** A product in a process of its own. */
export interface ServingProcess {
  /** What `ready` found in what it printed. */
  found: RegExpExecArray;
  pid: number;
  /** Stops it as ^C does, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts `minqing` with arguments and gives it once it has printed what `ready` finds; throws where it ends before. */
export async function startServing(
  args: readonly string[],
  ready: RegExp,
  { node = [], env = process.env }: { node?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<ServingProcess> {
  const child: ChildProcess = spawn(process.execPath, [...node, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const match = ready.exec(said);
      if (match) resolve(match);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('close', () => reject(new Error(`${args[0]} ended: ${said.slice(-300)}`)));
  });
  return {
    found,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'close');
    },
  };
}
