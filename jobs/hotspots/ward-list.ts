import type { HotCandidate } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { type Background, byHeat, type Ranked, type ScoredEvent } from './rank.ts';

/** A candidate beside what is usual at its place, and what it ranks at best as. */
export interface HeldCandidate {
  candidate: HotCandidate;
  background: Background;
  best: Ranked;
}

/**
 * The last row of a list has so many points less than as many held candidates rank at best as: 1.4 to 3.0 in streets of
 * ten million documents a year. With more, more are counted than need be; with less, a second round has to be read.
 */
const NEAR = 3;

/**
 * A ward's list while it is being found. A candidate is bounded by sums, a held one also by what is usual at its place; a
 * scored one is counted by its documents. Only what may still precede the list's last row goes on to the next.
 */
export class WardList {
  private last: Ranked | undefined;
  private next = 0;
  /** Not scored yet, the most promising first. */
  private held: HeldCandidate[] = [];
  private scored: ScoredEvent[] = [];

  /** `candidates` best first; `isWhole` unless there are others behind them. */
  constructor(
    readonly ward: number,
    private readonly candidates: readonly HotCandidate[],
    private readonly options: { keep: number; isWhole: boolean },
  ) {}

  /** The next candidates to be held against what is usual, at most so many. */
  takeCandidates(most: number): HotCandidate[] {
    const start = this.next;
    while (this.next - start < most && this.next < this.candidates.length && this.mayEnter(this.candidates[this.next]!))
      this.next += 1;
    return this.candidates.slice(start, this.next);
  }

  addHeld(held: readonly HeldCandidate[]): void {
    this.held.push(...held);
    this.held.sort((a, b) => byHeat(a.best, b.best));
  }

  /**
   * The next held candidates to be counted and scored: as long as the list is not full, those that rank at best near its
   * last place; then all that may precede its last row.
   */
  takeHeld(): HeldCandidate[] {
    const { keep } = this.options;
    const least = (this.held[keep - 1]?.best.heat ?? -Infinity) - NEAR;
    const isNext = ({ best }: HeldCandidate): boolean => (this.last ? this.mayPrecede(best) : best.heat >= least);
    const end = this.held.findIndex((held) => !isNext(held));
    return this.held.splice(0, end === -1 ? this.held.length : end);
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
    return !isWhole || this.scored.length > keep || this.held.length > 0 || this.next < this.candidates.length;
  }

  /** Its rows, hottest first. */
  rows(): ScoredEvent[] {
    return this.scored.slice(0, this.options.keep);
  }

  private mayEnter({ bound, items }: HotCandidate): boolean {
    return this.mayPrecede({ heat: bound, reporters: items, documents: Infinity, event_id: '' });
  }

  private mayPrecede(best: Ranked): boolean {
    return !this.last || byHeat(best, this.last) < 0;
  }
}
