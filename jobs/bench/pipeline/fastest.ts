/** The fastest time of each kind of work: other work on the machine only ever slows. */
export class Fastest {
  private readonly times = new Map<string, number>();

  async measure(kind: string, work: () => unknown): Promise<void> {
    const start = performance.now();
    await work();
    const time = performance.now() - start;
    this.times.set(kind, Math.min(this.times.get(kind) ?? Infinity, time));
  }

  /** Seconds of a kind; of all kinds that begin so where it was measured in parts. */
  seconds(kind: string): number {
    const parts = [...this.times].filter(([name]) => name === kind || name.startsWith(`${kind} `));
    return parts.reduce((sum, [, time]) => sum + time, 0) / 1000;
  }
}
