import { type BoundaryChange, withFormerWards } from '../current-ward.ts';
import { narrowScope, type Scope, topicPrefixes } from '../../model/scope.ts';

/** What a page asks for, within what its asker may see. */
export interface PageFilter {
  scope: Scope;
  /** Half-open window (from, to], UTC instants. */
  from: string;
  to: string;
  /** Ward code prefix; 'none' for 未定位 rows only. */
  ward?: string | undefined;
  /** Topic code prefix. */
  topic?: string | undefined;
  source?: string | undefined;
  event?: string | undefined;
  /** Former wards that lie within those of today: a ward shows what stands under them (可比口径). */
  changes?: readonly BoundaryChange[] | undefined;
  /** Words that title or text must hold. */
  text?: string | undefined;
}

/**
 * The condition that every page query carries, on `documents` or `memberships`: window, scope and filter.
 * The scope is part of the condition, so that no query can forget it.
 */
export const PAGE_CONDITION = `
  published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
  AND arrayExists(prefix -> startsWith(ward_code, prefix), {wards:Array(String)})
  AND ({unlocated:UInt8} = 0 OR ward_code = '')
  AND arrayExists(prefix -> startsWith(topic_code, prefix), {topics:Array(String)})
  AND startsWith(topic_code, {topic:String})
  AND ({source:String} = '' OR source_id = {source:String})`;

/** The asker's scope within the ward that is asked for, and what lies within it today. */
export function scopeWithin({ scope, ward, changes = [] }: Pick<PageFilter, 'scope' | 'ward' | 'changes'>): Scope {
  const narrow = ward && ward !== 'none' ? narrowScope(scope, ward) : scope;
  return { ...narrow, wards: withFormerWards(narrow.wards, changes) };
}

/** Values for PAGE_CONDITION. Unlocated rows belong to nobody below the district. */
export function pageParams(filter: PageFilter): Record<string, unknown> {
  const unlocated = filter.ward === 'none';
  const scope = scopeWithin(filter);
  return {
    from: filter.from,
    to: filter.to,
    wards: unlocated ? filter.scope.wards.filter((prefix) => prefix === '') : [...scope.wards],
    unlocated: unlocated ? 1 : 0,
    topics: [...topicPrefixes(filter.scope)],
    topic: filter.topic ?? '',
    source: filter.source ?? '',
  };
}

/**
 * How a page reads `documents` and `memberships` with FINAL. A document whose date moves to another month is written as
 * deleted where it stood (document-rows.ts, plan-batches.ts), so versions need not be compared across months. A window
 * holds some hundred thousand rows: one thread reads them in tens of milliseconds, and many pages are asked at once.
 * (Measured on the demo, beside the server's own choice: totals 24 against 117 ms, counts by ward 16 against 214.)
 */
export const PAGE_SETTINGS = { do_not_merge_across_partitions_select_final: 1, max_threads: 1 } as const;

/** How a page reads what a run has written, some thousand rows: on one thread too. */
export const RUN_SETTINGS = { max_threads: 1 } as const;
