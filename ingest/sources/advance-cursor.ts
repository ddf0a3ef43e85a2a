import type { Manifest, Paging } from './manifest.ts';
import { laterOf, shiftInstant, type PullCursor } from './pull-cursor.ts';
import { SourceFault } from './source-fault.ts';

/** What one answer said about the way on. */
export interface PageFacts {
  /** Rows on the page, before the white list. */
  count: number;
  /** Change times of the rows in UTC; rows without a readable one are left out. */
  stamps: readonly string[];
  /** What the platform says of further pages; `undefined` when it says nothing. */
  more: boolean | undefined;
  /** The platform's next cursor or link. */
  next: string | null;
}

export interface Advance {
  cursor: PullCursor;
  more: boolean;
}

// The intake refuses rows further ahead than this; such a stamp must not move the watermark past real changes.
const MAX_AHEAD_SECONDS = 600;

function highest(facts: PageFacts, now: Date): string | null {
  const limit = shiftInstant(now.toISOString(), MAX_AHEAD_SECONDS);
  return facts.stamps.reduce<string | null>((high, stamp) => (stamp > limit ? high : laterOf(high, stamp)), null);
}

/**
 * The next sweep starts before the latest change of the sweep before this one, by the overlap and by the time that
 * this one took. A change that came in behind the position of this sweep is stamped no earlier than the sweep's
 * beginning less the error of the platform's clocks, so that an overlap of twice that error finds it again.
 * Every change is read by two sweeps: a cache may give the answer to a later question in place of the first page,
 * and that sweep steps over rows, with nothing in the answer that tells of it.
 */
function endSweep(cursor: PullCursor, manifest: Manifest, now: Date): Advance {
  const took = cursor.began ? Math.max(now.getTime() - Date.parse(cursor.began), 0) / 1000 : 0;
  const overlap = (manifest.since?.overlapSeconds ?? 0) + took;
  const from = cursor.before ?? cursor.high;
  const since = manifest.since && from ? shiftInstant(from, -overlap) : cursor.since;
  return { cursor: { ...cursor, since, before: cursor.high, at: null, began: null }, more: false };
}

/**
 * Oldest change first: the next request starts at the last change seen instead of at the next page number.
 * Rows edited meanwhile move to the end of such a list, every later row moves up, and a page number would
 * step over one row for each. The page number counts only within one and the same change time.
 */
function advanceByStamp(cursor: PullCursor, facts: PageFacts, step: () => number, last: string | null): Advance {
  const { since } = cursor;
  // The platform may compare in whole seconds.
  if (since && facts.stamps.some((stamp) => stamp.slice(0, 19) < since.slice(0, 19))) {
    throw new SourceFault('stale_page', 'rows from before the time asked for');
  }
  const moved = last !== null && (since === null || last > since);
  return { cursor: moved ? { ...cursor, since: last, at: null } : { ...cursor, at: step() }, more: true };
}

function advanceNumbered(cursor: PullCursor, facts: PageFacts, manifest: Manifest, now: Date): Advance {
  const paging = manifest.paging as Extract<Paging, { kind: 'page' | 'offset' }>;
  const last = highest(facts, now);
  const byStamp = manifest.since?.order === 'updated';
  const here = { ...cursor, high: laterOf(cursor.high, last) };
  if (!(facts.more ?? facts.count >= paging.size) || facts.count === 0) {
    return endSweep(here, manifest, now);
  }
  const step = (): number =>
    paging.kind === 'page' ? Number(cursor.at ?? paging.first) + 1 : Number(cursor.at ?? 0) + facts.count;
  if (byStamp) return advanceByStamp(here, facts, step, last);
  return { cursor: { ...here, at: step() }, more: true };
}

function advanceCursor(cursor: PullCursor, facts: PageFacts, manifest: Manifest, now: Date): Advance {
  const here = { ...cursor, high: laterOf(cursor.high, highest(facts, now)) };
  const more = facts.more ?? (facts.next !== null && facts.count > 0);
  // Without updated-since the cursor is a feed position: it stays good for the next poll.
  if (!manifest.since)
    return { cursor: { ...here, at: facts.next ?? cursor.at }, more: more && facts.next !== cursor.at };
  return more && facts.next !== null
    ? { cursor: { ...here, at: facts.next }, more: true }
    : endSweep(here, manifest, now);
}

function advanceWindow(cursor: PullCursor, facts: PageFacts, manifest: Manifest, now: Date): Advance {
  const paging = manifest.paging as Extract<Paging, { kind: 'window' }>;
  const { start, end } = windowOf(cursor, paging, now);
  const full = facts.more ?? facts.count >= paging.size;
  if (full && paging.pageParam)
    return { cursor: { ...cursor, since: start, until: end, at: Number(cursor.at ?? 1) + 1 }, more: true };
  const span = (Date.parse(end) - Date.parse(start)) / 1000;
  // Below a minute a window cannot sensibly be halved: more than `size` requests a minute is a burst import.
  if (full && span > 60)
    return { cursor: { ...cursor, since: start, until: shiftInstant(start, span / 2) }, more: true };
  const reached = end >= now.toISOString();
  const since = reached ? shiftInstant(end, -paging.lookbackDays * 86_400) : end;
  return { cursor: { ...cursor, since, high: laterOf(cursor.high, end), until: null, at: null }, more: !reached };
}

/** The window that a cursor stands for, never beyond now. */
export function windowOf(
  cursor: PullCursor,
  paging: Extract<Paging, { kind: 'window' }>,
  now: Date,
): { start: string; end: string } {
  const nowText = now.toISOString();
  const start = cursor.since ?? shiftInstant(nowText, -paging.backfillDays * 86_400);
  const whole = shiftInstant(start, paging.days * 86_400);
  return { start, end: cursor.until ?? (whole < nowText ? whole : nowText) };
}

/**
 * The cursor after a page, and whether to ask again at once.
 * @throws SourceFault when the page is not the one asked for (a cache gave an older one).
 */
export function advance(cursor: PullCursor, facts: PageFacts, manifest: Manifest, now: Date): Advance {
  const { kind } = manifest.paging;
  const begun = { ...cursor, began: cursor.began ?? now.toISOString() };
  if (kind === 'page' || kind === 'offset') return advanceNumbered(begun, facts, manifest, now);
  if (kind === 'window') return advanceWindow(cursor, facts, manifest, now);
  return advanceCursor(begun, facts, manifest, now);
}
