import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { UnsettledSubjects } from '#warehouse/analytics/hotspots/list-unsettled-subjects.ts';
import type { HeatParameters } from './heat-parameters.ts';

/** What a run finds in the warehouse. */
export interface RunHistory {
  /** Number of the first day with a document; behind all others where there is none. */
  firstDay: number;
  /** What is to be counted anew, as numbers of `ranking_rows`; null where all is. */
  unsettled: UnsettledSubjects | null;
}

/** A run: what all its lists have in common. */
export interface LevelRun {
  analytics: Analytics;
  districtCode: string;
  timeZone: string;
  runId: string;
  at: string;
  agedTo: string;
  /** Asked for at once, while what does not need it is read. */
  history: Promise<RunHistory>;
  overdueDays: (openedAt: string) => number;
  parameters: HeatParameters;
  formulaVersion: string;
}
