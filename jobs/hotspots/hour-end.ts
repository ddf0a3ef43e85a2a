const HOUR_MS = 3_600_000;

/**
 * The end of the running hour. Reports are aged to it and duties are judged by it, so that within an hour nothing
 * changes by itself and a run may take over what no document has touched.
 */
export function hourEnd(at: string): string {
  return new Date((Math.floor(Date.parse(at) / HOUR_MS) + 1) * HOUR_MS).toISOString();
}
