import { shippedCalendar } from '../alerts/calendar/working-calendar.ts';
import { createDetectionPool } from '../hotspots/detect/detection-pool.ts';
import { initialDetection } from '../hotspots/detect/parameters.ts';
import type { DetectDeps } from '../processors/detect-signals.ts';

/** Detection with the thresholds that a district starts with, for tests and benches that start all jobs. */
export function detectByDefault(deps: Pick<DetectDeps, 'analytics' | 'district' | 'now' | 'log'>): DetectDeps {
  const calendar = shippedCalendar();
  return {
    ...deps,
    pool: createDetectionPool(),
    thresholds: () => ({ parameters: initialDetection, version: 0 }),
    calendar: () => calendar,
  };
}
