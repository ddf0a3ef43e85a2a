import { type Analytics, insertRows } from '../analytics.ts';

/** One finished ranking run. */
export interface HotspotRun {
  /** Whose rows they are: of this run, or of the one within the same hour that it goes on from. */
  run_id: string;
  at: string;
  finished_at: string;
  seq: number;
  hotspots: number;
  formula_version: string;
}

/** Writes a run's rows and then the run itself, so that a reader never sees half a ranking. */
export async function insertHotspots(analytics: Analytics, rows: readonly object[], run: HotspotRun): Promise<void> {
  await insertRows(analytics, { name: 'insert_hotspots', table: 'hotspots', rows });
  // Its rows are on the disk; where a power cut takes the run itself, the next one goes on from the run before.
  await insertRows(analytics, { name: 'insert_hotspot_run', table: 'hotspot_runs', rows: [run], forcedLater: true });
}
