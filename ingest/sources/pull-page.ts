import type { SourceConfig } from '#warehouse/model/district.ts';
import { advance, windowOf, type PageFacts } from './advance-cursor.ts';
import { askPlatform, platformUrl, type Asker, type PlatformAnswer } from './ask-platform.ts';
import type { TokenStore } from './authorise.ts';
import { pullChat } from './chat/pull-chat.ts';
import { readItemPath } from './item-path.ts';
import type { CountsManifest, Manifest } from './manifest.ts';
import { mapItem, type MappedRow } from './map-item.ts';
import { writeTime } from './parse-time.ts';
import type { PulledPage } from './pulled-page.ts';
import { readCursor, type PullCursor } from './pull-cursor.ts';
import { readCount } from './read-count.ts';
import { SourceFault } from './source-fault.ts';

export interface PullRequest {
  manifest: Manifest;
  source: Pick<SourceConfig, 'id' | 'baseUrl'>;
  /** Token, key, `client:secret` or `app:secret`, as the manifest's auth says; '' for none. */
  credential: string;
  /** As the last page gave it; null for the first pull ever. */
  cursor: string | null;
  fetch: typeof fetch;
  now: Date;
  /** Keeps OAuth tokens between pulls; without it every page asks for one. */
  tokens?: TokenStore;
}

function queryOf(manifest: Manifest, cursor: PullCursor, now: Date): Record<string, string> {
  const { paging, since, timeZone } = manifest;
  const query: Record<string, string> = {};
  if (paging.sizeParam) query[paging.sizeParam] = String(paging.size);
  if (paging.kind === 'window') {
    const { start, end } = windowOf(cursor, paging, now);
    query[paging.startParam] = writeTime(start, timeZone, paging.style);
    query[paging.endParam] = writeTime(end, timeZone, paging.style);
    if (paging.pageParam) query[paging.pageParam] = String(cursor.at ?? 1);
    return query;
  }
  if (since && cursor.since) query[since.param] = writeTime(cursor.since, timeZone, since.style);
  if (paging.kind === 'page') query[paging.param] = String(cursor.at ?? paging.first);
  if (paging.kind === 'offset') query[paging.param] = String(cursor.at ?? 0);
  if (paging.kind === 'cursor' && cursor.at !== null) query[paging.param] = String(cursor.at);
  return query;
}

function urlOf(asker: Asker, cursor: PullCursor): URL {
  const { manifest, baseUrl, wire } = asker;
  const url = platformUrl(asker, manifest.request.path, queryOf(manifest, cursor, wire.now));
  if (manifest.paging.kind !== 'link' || cursor.at === null) return url;
  const next = new URL(String(cursor.at), url);
  if (next.origin !== new URL(baseUrl).origin)
    throw new SourceFault('redirected', 'the next link leaves the host', 60_000);
  return next;
}

/** The target of `rel="next"` in a Link header (RFC 8288). */
function nextLink(headers: Headers): string | null {
  const links = (headers.get('link') ?? '').split(/,\s*(?=<)/);
  const next = links.find((link) => /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?/i.test(link));
  return /^\s*<([^>]+)>/.exec(next ?? '')?.[1] ?? null;
}

/** A cache between us and the platform may give yesterday's page; platforms that repeat the question show it. */
function checkEcho(body: unknown, manifest: Manifest, query: Record<string, string>): void {
  const { paging } = manifest;
  if (!('echo' in paging) || !paging.echo) return;
  const echo = readItemPath(body, paging.echo);
  if (echo !== undefined && String(echo) !== query[paging.param]) {
    throw new SourceFault('stale_page', `asked for ${paging.param} ${query[paging.param]}, got ${String(echo)}`);
  }
}

function factsOf(answer: PlatformAnswer, manifest: Manifest, rows: MappedRow[]): PageFacts {
  const { paging } = manifest;
  const more = paging.more ? readItemPath(answer.body, paging.more) : undefined;
  const stamps = rows.map((row) => row.updatedAt ?? row.publishedAt);
  const token = paging.kind === 'cursor' ? readItemPath(answer.body, paging.next) : nextLink(answer.headers);
  return {
    count: rows.length,
    stamps: stamps.filter((stamp): stamp is string => typeof stamp === 'string' && /^\d{4}-.*Z$/.test(stamp)),
    more: more === undefined ? undefined : more === true || more === 1 || /^(true|1)$/i.test(String(more)),
    next: typeof token === 'string' || typeof token === 'number' ? String(token) || null : null,
  };
}

/** A body without the list is an error page in disguise: taking it for an empty page would move the cursor. */
function itemsOf(body: unknown, manifest: Manifest): unknown[] {
  const found = readItemPath(body, manifest.items);
  if (Array.isArray(found)) return found;
  // XML writes no element for an empty list, and one element without a list; some servers write null.
  const parent = readItemPath(body, manifest.items.slice(0, -1));
  const absent = manifest.request.format === 'xml' ? parent === undefined : found === undefined;
  if (absent) throw new SourceFault('bad_body', `${manifest.platform}: the answer holds no list of items`);
  return found === undefined || found === null ? [] : [found];
}

function whiteListed(rows: MappedRow[], boards: readonly string[]): Pick<PulledPage, 'items' | 'skipped'> {
  if (boards.length === 0) return { items: rows, skipped: {} };
  const items = rows.filter((row) => boards.includes(String(row.board ?? '')));
  const left = rows.length - items.length;
  return { items, skipped: left > 0 ? { board_not_listed: left } : {} };
}

function countsOf(
  items: readonly unknown[],
  manifest: CountsManifest,
): Pick<PulledPage, 'items' | 'counts' | 'skipped'> {
  const counts = items.flatMap((item) => readCount(item, manifest) ?? []);
  const left = items.length - counts.length;
  return { items: [], counts, skipped: left > 0 ? { count_unreadable: left } : {} };
}

async function pullRows(asker: Asker, cursor: PullCursor): Promise<Omit<PulledPage, 'waitMs'>> {
  const { manifest, wire } = asker;
  const { paging } = manifest;
  const answer = await askPlatform(asker, urlOf(asker, cursor), paging.kind === 'cursor' ? [paging.reset] : []);
  if (answer.body === undefined) {
    // The platform forgot its cursor: from the last watermark again, or from the beginning of a feed.
    if (cursor.at === null) throw new SourceFault('refused', `${manifest.platform}: HTTP ${answer.status}`, 60_000);
    return { items: [], skipped: {}, nextCursor: JSON.stringify({ ...cursor, at: null }), more: true };
  }
  checkEcho(answer.body, manifest, queryOf(manifest, cursor, wire.now));
  const items = itemsOf(answer.body, manifest);
  const rows = items.map((item) => mapItem(item, manifest, wire.now));
  const next = advance(cursor, factsOf(answer, manifest, rows), manifest, wire.now);
  const taken = manifest.counts ? countsOf(items, manifest.counts) : whiteListed(rows, manifest.boards);
  return { ...taken, nextCursor: JSON.stringify(next.cursor), more: next.more };
}

/**
 * Pulls one page: asks once, maps the rows, moves the cursor. It writes nothing; its only effect is `fetch`.
 * Store `items` and `nextCursor` in one transaction, then ask again while `more`.
 * @throws SourceFault when the platform cannot be asked or answers no page; the old cursor stays good.
 */
export async function pullPage(request: PullRequest): Promise<PulledPage> {
  const { manifest, source, credential, now } = request;
  if (!source.baseUrl) throw new Error(`source ${source.id}: baseUrl is missing`);
  const wire = { fetch: request.fetch, now, timeoutMs: manifest.request.timeoutSeconds * 1000 };
  const asker: Asker = { manifest, baseUrl: source.baseUrl, credential, tokens: request.tokens ?? new Map(), wire };
  const { chat } = manifest;
  const page = chat
    ? await pullChat(asker, chat, request.cursor)
    : await pullRows(asker, readCursor(request.cursor, manifest));
  return { ...page, ...(manifest.rate ? { waitMs: Math.ceil(60_000 / manifest.rate.perMinute) } : {}) };
}
