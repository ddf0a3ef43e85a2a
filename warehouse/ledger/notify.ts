import { noRow, type Queryable, runStatement } from './ledger.ts';

/** Channels that processes of one district tell each other news on; a notification carries no data that a scope would guard. */
export const channels = { intake: 'minqing_intake', live: 'minqing_live', settings: 'minqing_settings' } as const;

/** Wakes the applier once the surrounding transaction commits. */
export async function notifyIntake(on: Queryable): Promise<void> {
  await runStatement(on, {
    name: 'notify-intake',
    text: `select pg_notify($1, '')`,
    values: [channels.intake],
    row: noRow,
  });
}

/** News for open dashboards; PostgreSQL limits the payload to 8 kB, ours is a line. */
export type LiveNews =
  | { event: 'ranked'; runId: string; at: string }
  | { event: 'intake'; sourceId: string; accepted: number; at: string }
  | { event: 'alert' }
  /** An account was changed: whoever has a page open may have lost the right to it. */
  | { event: 'accounts' };

/** Tells the API processes, once the surrounding transaction commits, what to pass on to open dashboards. */
export async function notifyLive(on: Queryable, news: LiveNews): Promise<void> {
  await runStatement(on, {
    name: 'notify-live',
    text: 'select pg_notify($1, $2)',
    values: [channels.live, JSON.stringify(news)],
    row: noRow,
  });
}

/** Tells every process, once the surrounding transaction commits, that a setting has a new version. */
export async function notifySettings(on: Queryable, kind: string): Promise<void> {
  await runStatement(on, {
    name: 'notify-settings',
    text: 'select pg_notify($1, $2)',
    values: [channels.settings, kind],
    row: noRow,
  });
}
