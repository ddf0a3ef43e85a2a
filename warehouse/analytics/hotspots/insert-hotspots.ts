import { type Analytics, insertRows, runCommand } from '../analytics.ts';
import { uint64s } from './ranking-sql.ts';

/** One finished ranking run. */
export interface HotspotRun {
  run_id: string;
  at: string;
  finished_at: string;
  seq: number;
  hotspots: number;
  formula_version: string;
}

/** The rows of an earlier run that stand as they are in this one. */
export interface TakeOver {
  runId: string;
  /** Not those of these events, numbers as decimals … */
  except: readonly string[];
  /** … nor these rows: window, ward and event id at equal places. */
  dropped: { windowDays: readonly number[]; wards: readonly string[]; eventIds: readonly string[] };
  /** Lists that are cut now: window and ward at equal places. */
  cut: { windowDays: readonly number[]; wards: readonly string[] };
}

/** Writes a run's rows and then the run itself, so that a reader never sees half a ranking. */
export async function insertHotspots(
  analytics: Analytics,
  rows: readonly object[],
  run: HotspotRun,
  takeOver?: TakeOver,
): Promise<void> {
  if (takeOver) await copyRows(analytics, run, takeOver);
  await insertRows(analytics, { name: 'insert_hotspots', table: 'hotspots', rows });
  await insertRows(analytics, { name: 'insert_hotspot_run', table: 'hotspot_runs', rows: [run] });
}

function copyRows(analytics: Analytics, run: HotspotRun, { runId, except, dropped, cut }: TakeOver): Promise<void> {
  return runCommand(analytics, {
    name: 'take_over_hotspots',
    sql: `INSERT INTO hotspots
          SELECT * REPLACE (
            {runId:String} AS run_id, {at:DateTime64(3, 'UTC')} AS at,
            is_cut OR (window_days, ward_code) IN (SELECT arrayJoin(arrayZip({cutDays:Array(UInt16)}, {cutWards:Array(String)}))) AS is_cut)
          FROM (
            SELECT * FROM hotspots FINAL
            WHERE run_id = {from:String} AND cityHash64(event_id) NOT IN {except:Array(UInt64)}
              AND (window_days, ward_code, event_id) NOT IN
                (SELECT arrayJoin(arrayZip({droppedDays:Array(UInt16)}, {droppedWards:Array(String)}, {droppedEvents:Array(String)})))
          )`,
    params: {
      runId: run.run_id,
      at: run.at,
      from: runId,
      except: uint64s(except),
      cutDays: cut.windowDays,
      cutWards: cut.wards,
      droppedDays: dropped.windowDays,
      droppedWards: dropped.wards,
      droppedEvents: dropped.eventIds,
    },
  });
}
