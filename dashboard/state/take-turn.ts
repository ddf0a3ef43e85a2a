/** A piece of work that waits; `gone` once it was taken back. */
interface Piece {
  work: () => void;
  gone: boolean;
}
const waiting: Piece[] = [];
/** Where what the piece at work leads to is put in: before all that waits, in its own order. Null while none is. */
let nextPlace: number | null = null;
let awake = false;

// What a person does comes before it, and the picture is drawn in between. Safari has no postTask yet.
const scheduler = (globalThis as { scheduler?: { postTask?: (work: () => void, how: object) => unknown } }).scheduler;
const later = (work: () => void): void => {
  if (scheduler?.postTask) void scheduler.postTask(work, { priority: 'background' });
  else setTimeout(work, 0);
};

function runNext(): void {
  let piece = waiting.shift();
  while (piece?.gone) piece = waiting.shift();
  awake = piece !== undefined;
  nextPlace = piece ? 0 : null;
  if (!piece) return;
  later(runNext);
  piece.work();
}

/**
 * Does `work` in a task of its own, in the order of the page: a page that is built in one piece keeps a phone from
 * answering its finger. Gives what takes it back.
 */
export function takeTurn(work: () => void): () => void {
  const piece: Piece = { work, gone: false };
  if (nextPlace === null) waiting.push(piece);
  else waiting.splice(nextPlace++, 0, piece);
  if (!awake) later(runNext);
  awake = true;
  return () => (piece.gone = true);
}
