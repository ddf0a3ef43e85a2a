/**
 * What the asker may see. Every read of the warehouse takes one; it is enforced in the query.
 * `wards` are ward-code prefixes: [''] is the whole district including 未定位 rows.
 * `lines` are 条线 (department lines) that the asker is limited to; null means no limit.
 * `topics` are the topic-code prefixes that those lines handle; without them a limited asker sees nothing.
 */
export interface Scope {
  readonly wards: readonly string[];
  readonly lines: readonly string[] | null;
  readonly topics?: readonly string[];
}

/** The product itself (jobs, verify): sees everything. Never give it to a request. */
export const systemScope: Scope = { wards: [''], lines: null };

/** The topic-code prefixes of a scope: [''] is every topic, [] is none. */
export function topicPrefixes(scope: Scope): readonly string[] {
  return scope.lines === null ? [''] : (scope.topics ?? []);
}

/**
 * A scope limited further to one ward, as a filter asks for it.
 * Gives an empty ward list (sees nothing) when the ward lies outside the scope.
 */
export function narrowScope(scope: Scope, wardCode: string): Scope {
  const wards = scope.wards.flatMap((prefix) =>
    wardCode.startsWith(prefix) ? [wardCode] : prefix.startsWith(wardCode) ? [prefix] : [],
  );
  return { ...scope, wards };
}
