import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { HeatParameters } from './heat-parameters.ts';

/** A run: what all its lists have in common. */
export interface LevelRun {
  analytics: Analytics;
  districtCode: string;
  timeZone: string;
  runId: string;
  at: string;
  agedTo: string;
  firstDay: number;
  /** Places that are to be counted anew, as numbers of `ranking_rows`; null where all are. */
  unsettled: ReadonlySet<string> | null;
  overdueDays: (openedAt: string) => number;
  parameters: HeatParameters;
  formulaVersion: string;
}
