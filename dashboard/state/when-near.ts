/** One window of a phone: what is built at that distance stands there when it is scrolled to. */
const MARGIN = '800px';

/** Calls `then` once `place` comes near the window; gives what takes it back. */
export function whenNear(place: HTMLElement, then: () => void): () => void {
  const watching = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watching.disconnect();
      then();
    },
    { rootMargin: MARGIN },
  );
  watching.observe(place);
  return () => watching.disconnect();
}
