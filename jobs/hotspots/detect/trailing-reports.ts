import type { Report } from './space.ts';

const HOUR_MS = 3_600_000;

/** Reports of one cell over the last hours, oldest first. */
export class TrailingReports {
  #reports: Report[] = [];

  /** Takes a report and forgets those `keepHours` older than it. Reports come in order of time. */
  add(report: Report, keepHours: number): void {
    const oldest = report.at - keepHours * HOUR_MS;
    if (this.#reports[0] && this.#reports[0].at <= oldest)
      this.#reports = this.#reports.filter(({ at }) => at > oldest);
    this.#reports.push(report);
  }

  /**
   * Distinct reporters in the trailing windows that end at `now`, by window; `windows` in hours, shortest first. Accounts
   * that paste one text count once, and so does one account with many texts.
   */
  count(windows: readonly number[], now: number): number[] {
    const persons = new Set<number>();
    const copies = new Set<number>();
    let next = this.#reports.length - 1;
    return windows.map((hours) => {
      const after = now - hours * HOUR_MS;
      for (; next >= 0 && this.#reports[next]!.at > after; next--) {
        persons.add(this.#reports[next]!.person);
        copies.add(this.#reports[next]!.copy);
      }
      return Math.min(persons.size, copies.size);
    });
  }
}
