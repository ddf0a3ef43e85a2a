/** Between two rankings hardly anything changes, and each makes all forgotten; should its news be lost, a minute does. */
const KEEP_MS = 60_000;
/** More rows than a page shows are a file, which nobody asks for twice. */
const MOST_ROWS = 1_000;
/** A page asks some ten different things; forty kinds of view at once are many. */
const MOST = 400;

/**
 * Answers kept for as long as a ranking is shown, so that five hundred pages that ask the same after it make one query.
 * The key is the statement with all its values, the scope among them: who sees less asks something else.
 */
export class AnswerMemory {
  private answers = new Map<string, { at: number; rows: Promise<unknown[]> }>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** What was answered, or is being answered; else what `ask` gives. A failure is not kept, nor a long list. */
  recall<T>(key: string, ask: () => Promise<T[]>): Promise<T[]> {
    const { answers } = this;
    const known = answers.get(key);
    if (known && this.clock() - known.at < KEEP_MS) return known.rows as Promise<T[]>;
    const rows = ask();
    answers.delete(key);
    answers.set(key, { at: this.clock(), rows });
    const drop = (): void => void (answers.get(key)?.rows === rows && answers.delete(key));
    rows.then((all) => all.length > MOST_ROWS && drop(), drop);
    if (answers.size > MOST) answers.delete(answers.keys().next().value!);
    return rows;
  }

  /** There is something newer: forgets what was asked before, and knows what `fresh` has asked since. */
  become(fresh: AnswerMemory): void {
    this.answers = fresh.answers;
  }
}
