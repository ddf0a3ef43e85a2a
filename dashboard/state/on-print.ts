let printing = false;
addEventListener('beforeprint', () => (printing = true));
addEventListener('afterprint', () => (printing = false));

/** True while the page goes to paper, which shows all of it: nothing is built later then. */
export const isPrinting = (): boolean => printing;

/** Calls `work` before the page is printed; what it changes is on the paper. Gives what takes it back. */
export function onPrint(work: () => void): () => void {
  addEventListener('beforeprint', work);
  return () => removeEventListener('beforeprint', work);
}
