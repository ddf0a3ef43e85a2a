import { z } from 'zod';
import type { AlertLevel } from '../../model/alert.ts';
import type { Scope } from '../../model/scope.ts';
import { runStatement, type Queryable } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { alertRow, type AlertRow } from './rows.ts';
import { inScope, scopeValues } from './scope-filter.ts';

/** What a list may be narrowed by; absent is all. `open` is everything that has not ended. */
export interface AlertFilter {
  state?: 'open' | 'closed' | 'all';
  department?: string;
  event?: string;
  /** Only those of these events. */
  events?: readonly string[];
  alertId?: string;
  /** Ward-code prefixes: a ward with what lies within it today; none of them is 未定位. */
  wards?: readonly string[];
  /** Category (2 digits) or topic (4 digits). */
  topic?: string;
  level?: AlertLevel;
}

/** Where the next page begins: after this alert. */
export interface AlertCursor {
  raisedAt: string;
  alertId: string;
}

// $1, $2 scope; an absent filter is null and matches all.
const where = `${inScope}
  and ($3::text is null or (a.state in ('closed', 'auto_cleared')) = ($3 = 'closed'))
  and ($4::text is null or exists (select 1 from alert_assignments d
        where d.alert_id = a.alert_id and d.department_code = $4 and d.state <> 'withdrawn'))
  and ($5::text is null or a.event_id = $5)
  and ($6::text is null or a.alert_id = $6)
  and ($7::text[] is null or exists (select 1 from unnest($7::text[]) as asked where a.ward_code ^@ asked)
       or ($7 = '{}' and a.ward_code = ''))
  and ($8::text is null or a.topic_code ^@ $8)
  and ($9::text[] is null or a.event_id = any($9))
  and ($10::text is null or a.level = $10)`;

const valuesOfFilter = (scope: Scope, filter: AlertFilter): unknown[] => [
  ...scopeValues(scope),
  filter.state === 'all' ? null : (filter.state ?? null),
  filter.department ?? null,
  filter.event ?? null,
  filter.alertId ?? null,
  filter.wards ?? null,
  filter.topic ?? null,
  filter.events ?? null,
  filter.level ?? null,
];

/** Alerts in the scope, newest first. */
export function listAlerts(
  on: Queryable,
  scope: Scope,
  filter: AlertFilter,
  page: { limit: number; after?: AlertCursor | undefined },
): Promise<AlertRow[]> {
  return runStatement(on, {
    name: 'list-alerts',
    text: `select ${selectList(alertRow, 'a')} from alerts a where ${where}
      and ($11::timestamptz is null or (a.raised_at, a.alert_id) < ($11, $12))
      order by a.raised_at desc, a.alert_id desc limit $13`,
    values: [...valuesOfFilter(scope, filter), page.after?.raisedAt ?? null, page.after?.alertId ?? null, page.limit],
    row: alertRow,
  });
}

/** How many alerts in the scope match the filter. */
export async function countAlerts(on: Queryable, scope: Scope, filter: AlertFilter): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'count-alerts',
    text: `select count(*) as count from alerts a where ${where}`,
    values: valuesOfFilter(scope, filter),
    row: z.object({ count: z.number() }),
  });
  return row?.count ?? 0;
}

/** How many alerts in the scope have not ended. */
export function countOpenAlerts(on: Queryable, scope: Scope): Promise<number> {
  return countAlerts(on, scope, { state: 'open' });
}
