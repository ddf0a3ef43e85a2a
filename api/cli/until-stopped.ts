/** Everything ends within five seconds of Ctrl-C; what then still hangs is ended hard, stores are safe against that. */
const GRACE_MS = 5_000;

/** Waits for Ctrl-C, SIGTERM or SIGHUP, then runs `close`. A second signal ends the process at once. */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      let asked = false;
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  await close();
}
