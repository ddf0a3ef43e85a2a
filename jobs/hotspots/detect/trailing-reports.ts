import type { Report } from './space.ts';
import { Voices } from './voices.ts';

const HOUR_MS = 3_600_000;

/** Reports of one cell over the last hours, oldest first. */
export class TrailingReports {
  private reports: Report[] = [];

  /** Takes a report and forgets those `keepHours` older than it. Reports come in order of time. */
  add(report: Report, keepHours: number): void {
    const oldest = report.at - keepHours * HOUR_MS;
    if (this.reports[0] && this.reports[0].at <= oldest) this.reports = this.reports.filter(({ at }) => at > oldest);
    this.reports.push(report);
  }

  /**
   * Distinct voices in the trailing windows that end at `now`, by window; `windows` in hours, shortest first.
   */
  count(windows: readonly number[], now: number): number[] {
    const voices = new Voices();
    let next = this.reports.length - 1;
    return windows.map((hours) => {
      const after = now - hours * HOUR_MS;
      for (; next >= 0 && this.reports[next]!.at > after; next--) voices.add(this.reports[next]!);
      return voices.size;
    });
  }
}
