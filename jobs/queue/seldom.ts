/** `work`, done at the first call and then at most once in `everyMs`; calls in between are dropped. */
export function seldom<Args extends unknown[]>(
  work: (...args: Args) => void,
  everyMs: number,
  clock: () => number = () => performance.now(),
): (...args: Args) => void {
  let quietUntil = -Infinity;
  return (...args) => {
    const now = clock();
    if (now < quietUntil) return;
    quietUntil = now + everyMs;
    work(...args);
  };
}
