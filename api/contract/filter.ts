import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { WindowDays } from '#warehouse/model/hotspot.ts';

// The files of this folder say what the API gives to the dashboard, as types only. Instants are UTC ISO strings; a
// "day" is a calendar day of the district's time zone as YYYY-MM-DD. Counts are of documents unless the name says
// otherwise.

/**
 * The one filter model; everything optional is "all". It is what stands in the page's URL; a page shows and asks the part
 * that it can narrow by (dashboard/lib/filter.ts), and carries the rest along.
 */
export interface Filter {
  /** Ward code prefix; absent = the asker's own wards; 'none' = 未定位 rows only. */
  ward?: string;
  days?: WindowDays;
  /** Category (2 digits) or topic (4 digits). */
  topic?: string;
  source?: string;
  event?: string;
  /** Documents: of what the rules may give the unit; alerts: those it has. */
  department?: string;
  q?: string;
  /** Of alerts. */
  level?: AlertLevel;
}
