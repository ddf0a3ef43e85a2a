import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** True while a process of that id exists, ours or not. A zombie counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stateOf(pid) !== 'Z';
}

/** The command line of a process, '' when it is gone: tells a process of ours from a stranger that got its id. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** When a process started, as a string that only serves comparison; with its id it names a process for good. */
export function startOf(pid: number): string {
  return process.platform === 'linux' ? (statFields(pid)[19] ?? '') : ps(pid, 'lstart=');
}

/** Ends a process by one signal after the other, each given its time; resolves once it is gone. */
export async function endProcess(pid: number, steps: readonly { signal: NodeJS.Signals; ms: number }[]): Promise<void> {
  for (const { signal, ms } of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) if (!isAlive(pid)) return;
  }
}

function stateOf(pid: number): string {
  return process.platform === 'linux' ? (statFields(pid)[0] ?? '') : ps(pid, 'state=').slice(0, 1);
}

// proc(5): the fields after the command name, which may itself hold spaces and brackets. [0] is state, [19] starttime.
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
