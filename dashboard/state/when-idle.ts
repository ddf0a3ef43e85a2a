// Safari has no requestIdleCallback yet.
const ask = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
const takeBack = window.cancelIdleCallback ?? clearTimeout;

/** Calls `work` in a quiet moment, so that it takes neither processor nor line from what is looked at; at last after some seconds. */
export const whenIdle = (work: () => void): void => void ask(work, { timeout: 1500 });

/** Calls `work` in a quiet moment, however late that comes. Gives what takes it back. */
export function whenQuiet(work: () => void): () => void {
  const asked = ask(work);
  return () => takeBack(asked);
}
