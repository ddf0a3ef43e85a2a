/** A value derived from another, computed anew only when that is another object. */
export function memoOf<T extends object, R>(source: () => T, derive: (value: T) => R): () => R {
  let last: { from: T; to: R } | undefined;
  return () => {
    const from = source();
    if (last?.from !== from) last = { from, to: derive(from) };
    return last.to;
  };
}
