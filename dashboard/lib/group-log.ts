import type { AlertDetail } from '#api/contract/alerts.ts';

type Entry = AlertDetail['log'][number];

/** Several log lines that say the same to a reader: the reminders of one minute to three departments. */
export type LogLine = Entry & { times: number };

/** The log with neighbouring equal lines of the same minute taken together, in the given order. */
export function groupLog(log: readonly Entry[]): LogLine[] {
  const lines: LogLine[] = [];
  for (const entry of log) {
    const last = lines.at(-1);
    const isSame =
      last &&
      last.action === entry.action &&
      last.actor === entry.actor &&
      last.note === entry.note &&
      last.at.slice(0, 16) === entry.at.slice(0, 16);
    if (isSame) last.times++;
    else lines.push({ ...entry, times: 1 });
  }
  return lines;
}
