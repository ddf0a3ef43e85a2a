import type { HotCandidate } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { WardEvent } from './count-event.ts';
import { byHeat, type Ranked, type ScoredEvent } from './rank.ts';

/** A counted event, and what it ranks at best as. */
export interface CountedEvent {
  event: WardEvent;
  best: Ranked;
}

/**
 * A ward's list while it is being found. Each event comes through three stages, ever dearer and ever nearer to its heat:
 * a candidate is bounded by sums, a counted event by its documents, a scored one is also held against what is usual at
 * its place. At each stage only who may still precede the list's last row goes on.
 */
export class WardList {
  private last: Ranked | undefined;
  private next = 0;
  private waiting: CountedEvent[] = [];
  private scored: ScoredEvent[] = [];

  /** `candidates` best first; `isWhole` unless there are others behind them. */
  constructor(
    readonly ward: string,
    private readonly candidates: readonly HotCandidate[],
    private readonly options: { keep: number; isWhole: boolean },
  ) {}

  /** The next candidates to be counted, at most so many. */
  takeCandidates(most: number): HotCandidate[] {
    const taken: HotCandidate[] = [];
    while (taken.length < most && this.next < this.candidates.length) {
      const candidate = this.candidates[this.next]!;
      if (!this.mayEnter(bestOfCandidate(candidate))) break;
      taken.push(candidate);
      this.next += 1;
    }
    return taken;
  }

  addCounted(counted: readonly CountedEvent[]): void {
    this.waiting.push(...counted);
    this.waiting.sort((a, b) => byHeat(a.best, b.best) || (a.event.event < b.event.event ? -1 : 1));
  }

  /** The next counted events to be scored, at most so many. */
  takeCounted(most: number): WardEvent[] {
    let end = 0;
    while (end < most && end < this.waiting.length && this.mayEnter(this.waiting[end]!.best)) end += 1;
    return this.waiting.splice(0, end).map(({ event }) => event);
  }

  addScored(scored: readonly ScoredEvent[]): void {
    this.scored.push(...scored);
    this.scored.sort(byHeat);
    this.last = this.scored[this.options.keep - 1];
  }

  /** True when one that is no candidate might stand in it. */
  isUnsure(): boolean {
    return !this.options.isWhole && this.mayEnter(bestOfCandidate(this.candidates.at(-1)!));
  }

  /** Events stand behind it that are not kept. */
  isCut(): boolean {
    const { keep, isWhole } = this.options;
    return !isWhole || this.scored.length > keep || this.waiting.length > 0 || this.next < this.candidates.length;
  }

  /** Its rows, hottest first. */
  rows(): ScoredEvent[] {
    return this.scored.slice(0, this.options.keep);
  }

  private mayEnter(best: Ranked): boolean {
    return !this.last || byHeat(best, this.last) < 0;
  }
}

function bestOfCandidate({ bound, items }: HotCandidate): Ranked {
  return { heat: bound, reporters: items, documents: Infinity, event_id: '' };
}
