import { processorSeconds } from './processor-time.ts';

/** What a piece of work took: by the clock, and in processor time of this process and of the stores below it. */
export interface Cost {
  clock: number;
  ours: number;
  stores: number;
}

/** Milliseconds of one run of `work`. Where there is no /proc, the processor times are NaN. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  // The clock last: to look through all processes takes as long as a small statement.
  const [spent, own, started] = [processorSeconds() * 1_000, ownMs(), performance.now()];
  await work();
  const [clock, ours] = [performance.now() - started, ownMs() - own];
  return { clock, ours, stores: processorSeconds() * 1_000 - spent - ours };
}

/** The middle one of each kind. */
export function medianCost(costs: readonly Cost[]): Cost {
  return {
    clock: median(costs.map(({ clock }) => clock)),
    ours: median(costs.map(({ ours }) => ours)),
    stores: median(costs.map(({ stores }) => stores)),
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
