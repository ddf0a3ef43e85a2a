import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { AnswerMemory } from '#warehouse/analytics/answer-memory.ts';
import type { LatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';

/** Asks all that a view shows, as of what `context` says is shown. */
type AskView<Context> = (context: Context) => Promise<unknown>;

/** Which ranking pages show, to whoever asks in a context. */
export interface Shown<Context> {
  /** The ranking to show; null before the first. */
  latest(): Promise<LatestRun | null>;
  /** A page asked for a view. The key names its scope and filter: the same view of two people is counted once. */
  note(key: string, ask: AskView<Context>): void;
  /** There is a newer ranking: resolves once it is shown. Calls meanwhile are one more look. */
  advance(context: Context): Promise<void>;
}

/** Who has a page open asks again within seconds of a ranking; who has not asked for longer is not waiting. */
const RECENT_MS = 15_000;
/** A view costs some tens of milliseconds, and nobody should wait long for a new ranking. */
const MOST_VIEWS = 12;

/**
 * The ranking that pages show. A newer one is shown once the views that pages have open are counted anew, so that
 * five hundred pages that ask again find answers and nobody waits for the counting.
 */
export class ShownRanking<Context extends { reader: Analytics; shown: Shown<Context> }> implements Shown<Context> {
  private run: LatestRun | null = null;
  private readonly views = new Map<string, { ask: AskView<Context>; at: number }>();
  private advancing: Promise<void> | undefined;
  private isAskedAgain = false;

  /** `newest` asks the warehouse itself, past any memory. */
  constructor(
    private readonly newest: () => Promise<LatestRun | null>,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  async latest(): Promise<LatestRun | null> {
    return (this.run ??= await this.newest());
  }

  note(key: string, ask: AskView<Context>): void {
    this.views.delete(key);
    this.views.set(key, { ask, at: this.clock() });
    if (this.views.size > MOST_VIEWS) this.views.delete(this.views.keys().next().value!);
  }

  advance(context: Context): Promise<void> {
    if (this.advancing) this.isAskedAgain = true;
    this.advancing ??= this.look(context).finally(() => (this.advancing = undefined));
    return this.advancing;
  }

  private async look(context: Context): Promise<void> {
    do {
      this.isAskedAgain = false;
      const run = await this.newest();
      const memory = new AnswerMemory();
      await this.countViews(context, { run, memory });
      context.reader.memory?.become(memory);
      this.run = run;
    } while (this.isAskedAgain);
  }

  private async countViews(context: Context, next: { run: LatestRun | null; memory: AnswerMemory }): Promise<void> {
    const shown = { latest: () => Promise.resolve(next.run), note: () => {}, advance: async () => {} };
    const reader = { ...context.reader, memory: next.memory };
    const ahead: Context = Object.create(context, { shown: { value: shown }, reader: { value: reader } });
    for (const [key, { ask, at }] of this.views) {
      if (this.clock() - at > RECENT_MS) this.views.delete(key);
      // A view that cannot be counted now is counted when it is asked for.
      else await ask(ahead).catch(() => {});
    }
  }
}
