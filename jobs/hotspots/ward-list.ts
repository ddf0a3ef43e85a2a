import type { HotCandidate } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { byHeat, type Ranked, type ScoredEvent } from './rank.ts';

/**
 * A ward's list while it is being found. A candidate is bounded by sums; a scored event is counted by its documents and
 * held against what is usual at its place. Only a candidate that may still precede the list's last row is scored.
 */
export class WardList {
  private last: Ranked | undefined;
  private next = 0;
  private scored: ScoredEvent[] = [];

  /** `candidates` best first; `isWhole` unless there are others behind them. */
  constructor(
    readonly ward: string,
    private readonly candidates: readonly HotCandidate[],
    private readonly options: { keep: number; isWhole: boolean },
  ) {}

  /** The next candidates to be scored, at most so many. */
  takeCandidates(most: number): HotCandidate[] {
    const start = this.next;
    while (this.next - start < most && this.next < this.candidates.length && this.mayEnter(this.candidates[this.next]!))
      this.next += 1;
    return this.candidates.slice(start, this.next);
  }

  addScored(scored: readonly ScoredEvent[]): void {
    this.scored.push(...scored);
    this.scored.sort(byHeat);
    this.last = this.scored[this.options.keep - 1];
  }

  /** True when one that is no candidate might stand in it. */
  isUnsure(): boolean {
    return !this.options.isWhole && this.mayEnter(this.candidates.at(-1)!);
  }

  /** Events stand behind it that are not kept. */
  isCut(): boolean {
    const { keep, isWhole } = this.options;
    return !isWhole || this.scored.length > keep || this.next < this.candidates.length;
  }

  /** Its rows, hottest first. */
  rows(): ScoredEvent[] {
    return this.scored.slice(0, this.options.keep);
  }

  private mayEnter({ bound, items }: HotCandidate): boolean {
    const best = { heat: bound, reporters: items, documents: Infinity, event_id: '' };
    return !this.last || byHeat(best, this.last) < 0;
  }
}
