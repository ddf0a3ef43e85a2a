import type { Signal } from '#warehouse/model/signal.ts';

/** An event with its best day: what a detector should have called. */
export interface EventPeak {
  event_id: string;
  day: string;
  /** Distinct reporters on that day. */
  reporters: number;
}

/** A replay held against what came of things. */
export interface ReplayReport {
  signals: (Signal & { confirmed: boolean })[];
  /** Events of at least BIG reporters on one day that no signal names. */
  missed: EventPeak[];
  perWeek: number;
  /** Signals a week none of whose events came to anything. */
  unconfirmedPerWeek: number;
}

/** So many distinct reporters on one day are a burst that has to be called (the bench's sensitivity is told of the same). */
export const BIG_REPORTERS = 8;
/** A signal whose event has so many on its best day was about something. */
const CONFIRMING_REPORTERS = 5;

/** Says which signals of a period were about something, and which big events none of them names. */
export function judgeReplay(signals: readonly Signal[], peaks: readonly EventPeak[], days: number): ReplayReport {
  const peakOf = new Map(peaks.map((peak) => [peak.event_id, peak.reporters]));
  const judged = signals.map((signal) => ({
    ...signal,
    // A rise or a cluster is spread over many small events: that it was so unlikely is its own proof.
    confirmed:
      signal.kind !== 'burst' || signal.event_ids.some((event) => (peakOf.get(event) ?? 0) >= CONFIRMING_REPORTERS),
  }));
  const named = new Set(signals.flatMap(({ event_ids }) => event_ids));
  const weeks = Math.max(days, 1) / 7;
  return {
    signals: judged,
    missed: peaks.filter(({ event_id, reporters }) => reporters >= BIG_REPORTERS && !named.has(event_id)),
    perWeek: signals.length / weeks,
    unconfirmedPerWeek: judged.filter(({ confirmed }) => !confirmed).length / weeks,
  };
}
