import type { BenchRow } from './bench-row.ts';

/** What is asked of each figure of quality: at least `floor`, or at most `ceiling`. */
const asked: Readonly<Record<string, { floor: number } | { ceiling: number }>> = {
  events_one_pass_bcubed_f1_main: { floor: 0.9 },
  events_repaired_bcubed_f1_main: { floor: 0.93 },
  events_repaired_near_miss_rate_main: { ceiling: 0.18 },
  events_repaired_over_merged: { ceiling: 0.05 },
  category_macro_f1: { floor: 0.898 },
  category_macro_f1_1000_labels: { floor: 0.83 },
  category_coverage_at_98: { floor: 0.65 },
  reply_relevance_auc: { floor: 0.92 },
  hotspots_consensus_in_top_ten: { floor: 1 },
  hotspots_led_by_one_liked_post: { ceiling: 0 },
  places_own_precision: { floor: 0.85 },
  places_own_recall: { floor: 0.75 },
  places_hand_read_precision: { floor: 0.85 },
  places_hand_read_recall: { floor: 0.75 },
};

/** Rows with what is asked of them, and whether it is met. */
export function withFloors(rows: readonly BenchRow[]): BenchRow[] {
  return rows.map((row) => {
    const ask = asked[row.metric];
    if (!ask) return row;
    const isMet = 'floor' in ask ? row.value >= ask.floor : row.value <= ask.ceiling;
    return { ...row, asked: 'floor' in ask ? `≥ ${ask.floor}` : `≤ ${ask.ceiling}`, isMet };
  });
}
