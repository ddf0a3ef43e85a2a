import { isPrinting, onPrint } from './on-print.ts';
import { takeTurn } from './take-turn.ts';
import { whenQuiet } from './when-idle.ts';
import { whenNear } from './when-near.ts';

/**
 * Calls `build` in its turn once `place` comes near the window, before the page is printed, and at last in a quiet
 * moment: a word that is searched for in the page, the tab key and a screen reader find all of it, and a phone that
 * shows its first window builds no more than that window. Gives what takes it back.
 */
export function whenWanted(place: HTMLElement, build: () => void): () => void {
  if (isPrinting()) {
    build();
    return () => {};
  }
  const pending: (() => void)[] = [];
  const cancel = (): void => pending.splice(0).forEach((takeBack) => takeBack());
  const once = (): void => {
    cancel();
    build();
  };
  const inTurn = (): void => void pending.push(takeTurn(once));
  // Behind what is near and is built in its turn.
  pending.push(
    onPrint(once),
    whenNear(place, inTurn),
    takeTurn(() => pending.push(whenQuiet(inTurn))),
  );
  return cancel;
}
