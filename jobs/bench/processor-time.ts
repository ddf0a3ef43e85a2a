import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of a hundredth of a second. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parent: number;
  ticks: number;
}

/**
 * Processor seconds that a process, this one unless named, and all below it (the stores) have used so far, ended children
 * included; with `alone` only its own. Unlike the clock it does not depend on what else runs on the machine. NaN where
 * there is no /proc.
 */
export function processorSeconds(root = process.pid, { alone = false } = {}): number {
  const processes = new Map(processIds().flatMap((id) => timesOf(id) ?? []));
  if (processes.size === 0) return Number.NaN;
  const isOurs = (id: number): boolean => {
    if (alone) return id === root;
    for (let at = id; at > 1; at = processes.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  const ours = [...processes].filter(([id]) => isOurs(id));
  return ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) / TICKS_PER_SECOND;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Fields 4 and 14–17 of proc(5)'s stat; the name before them may hold blanks. Nothing when it has just ended. */
function timesOf(id: number): [[number, ProcessTimes]] | undefined {
  try {
    const line = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [[id, { parent: fields[1]!, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) }]];
  } catch {
    return undefined;
  }
}
