import type { Scope } from '../../model/scope.ts';

/**
 * The condition that alert `a` lies in a scope whose wards and lines are bound as $1 and $2:
 * its ward below one of the prefixes, and, for a scope of certain lines, one of its units (past or present) of such a line.
 */
export const inScope = `exists (select 1 from unnest($1::text[]) as prefix where a.ward_code ^@ prefix)
  and ($2::text[] is null or exists (
    select 1 from alert_assignments s where s.alert_id = a.alert_id and s.line = any($2)))`;

/** The values for $1 and $2. */
export const scopeValues = (scope: Scope): [readonly string[], readonly string[] | null] => [scope.wards, scope.lines];
