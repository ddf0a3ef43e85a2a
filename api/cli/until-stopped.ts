/** Everything ends within five seconds of Ctrl-C; what then still hangs is ended hard, stores are safe against that. */
const GRACE_MS = 5_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits for Ctrl-C, SIGTERM or SIGHUP, then runs `close`; a second signal ends the process at once. When `instead`
 * aborts first, `close` is run too and the process goes on: the answer is then 'instead'.
 */
export async function untilStopped(
  close: () => Promise<void>,
  instead = new AbortController().signal,
): Promise<'stopped' | 'instead'> {
  const how = await new Promise<'stopped' | 'instead'>((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve('stopped');
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
    instead.addEventListener('abort', () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      resolve('instead');
    });
  });
  if (how === 'stopped') setTimeout(() => process.exit(1), GRACE_MS).unref();
  await close();
  return how;
}
