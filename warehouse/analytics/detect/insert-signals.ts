import type { Signal } from '../../model/signal.ts';
import { type Analytics, insertRows } from '../analytics.ts';

/** Writes signals; one that is known is replaced by the higher revision. */
export async function insertSignals(analytics: Analytics, signals: readonly Signal[], revision: number): Promise<void> {
  const rows = signals.map((signal) => ({ ...signal, revision, is_deleted: 0 }));
  await insertRows(analytics, { name: 'insert_signals', table: 'signals', rows });
}

/** Remembers that a day's end was looked at, once its signals are written. */
export async function insertSignalDays(
  analytics: Analytics,
  days: readonly string[],
  finishedAt: string,
): Promise<void> {
  const rows = days.map((day) => ({ day, finished_at: finishedAt }));
  await insertRows(analytics, { name: 'insert_signal_days', table: 'signal_days', rows });
}
