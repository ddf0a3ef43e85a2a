// Safari has no requestIdleCallback yet.
const ask = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));

/** Calls `work` in a quiet moment, so that it takes neither processor nor line from what is looked at; at last after some seconds. */
export const whenIdle = (work: () => void): void => void ask(work, { timeout: 1500 });
