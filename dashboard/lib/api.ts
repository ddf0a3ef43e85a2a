import type { ActionRequest, AlertDetail, AttachmentView, CannedReply, AlertList } from '#api/contract/alerts.ts';
import type { Coverage, RejectList, Relocation, ReplayResult, SourceHealth } from '#api/contract/sources.ts';
import type { DepartmentNode, TopicNode, WardNode } from '#api/contract/names.ts';
import type { DocumentLife, DocumentList, SearchResult } from '#api/contract/documents.ts';
import type { EventBackground, Leads } from '#api/contract/leads.ts';
import type { SpecialItemList } from '#api/contract/special-items.ts';
import type { EventActList, EventActRequest, EventDetail, WideMatter } from '#api/contract/events.ts';
import type { EventReplies } from '#api/contract/replies.ts';
import type { Filter } from '#api/contract/filter.ts';
import type { HotspotList, Overview, WardRankingRow } from '#api/contract/hotspots.ts';
import type { Problem } from '#api/contract/problem.ts';
import type { Session } from '#api/contract/session.ts';
import type { Supervision } from '#api/contract/supervision.ts';
import type { WardMapView } from '#api/contract/ward-map.ts';
import { firstAnswer } from './first-answers.ts';

/** Longer than any healthy answer; a hanging proxy must not leave a skeleton for ever. */
const timeoutMs = 20_000;

/** A refused or failed request. `status` 0 means that no answer came. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** What is told where a server does not answer. */
export const noAnswer = (): ApiError => new ApiError({ type: 'about:blank', title: '', status: 0 });

type QueryValue = string | number | undefined;
interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, QueryValue>;
  body?: unknown;
  /** A file as it is, instead of JSON. */
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

function urlOf(path: string, query: Record<string, QueryValue> = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  const text = params.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', title: '', status: response.status };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return { ...fallback, ...body, status: response.status };
}

/**
 * One request to the API, JSON in and out.
 * Throws ApiError for a problem answer, for no answer (status 0) and for a time-out;
 * an abort by the caller's signal is thrown as the DOM's AbortError.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const abort = new AbortController();
  const timer = options.bytes ? undefined : setTimeout(() => abort.abort(), timeoutMs);
  options.signal?.addEventListener('abort', () => abort.abort(), { once: true });
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  const init: RequestInit = { method: options.method ?? 'GET', headers, signal: abort.signal };
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  } else if (options.bytes) {
    headers['content-type'] = 'application/x-minqing-file';
    init.body = options.bytes;
  }
  try {
    const response = await fetch(urlOf(path, options.query), init);
    if (!response.ok) throw new ApiError(await problemOf(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (error) {
    if (error instanceof ApiError || options.signal?.aborted) throw error;
    throw noAnswer();
  } finally {
    clearTimeout(timer);
  }
}

type Page = { cursor?: string | undefined; limit?: number };
export const get = <T>(path: string, query: Record<string, QueryValue> = {}, signal?: AbortSignal) =>
  (firstAnswer(urlOf(path, query)) as Promise<T> | undefined) ?? request<T>(path, { query, signal });
const asQuery = (filter: Filter): Record<string, QueryValue> => ({ ...filter });

export const send = <T>(method: 'POST' | 'PUT', path: string, body: unknown) => request<T>(path, { method, body });

/** Which alerts an inbox lists. */
export type AlertBox = 'open' | 'closed' | 'all';

/** Where a file of the same rows is fetched: /api/exports/hotspots?ward=…&format=xlsx. */
export const fileUrl = (path: string, query: object): string => urlOf(path, query as Record<string, QueryValue>);

/** Every endpoint that the pages use, typed by the contract. */
export const api = {
  session: () => get<Session>('/session'),
  signIn: (body: { persona: string } | { username: string; password: string }) =>
    request<Session>('/session', { method: 'POST', body }),
  signOut: () => request<void>('/session', { method: 'DELETE' }),
  wards: () => get<WardNode[]>('/wards'),
  wardMap: (ward: string | undefined, signal?: AbortSignal) => get<WardMapView>('/ward-map', { ward }, signal),
  topics: () => get<TopicNode[]>('/topics'),
  departments: () => get<DepartmentNode[]>('/departments'),
  overview: (filter: Filter, signal?: AbortSignal) => get<Overview>('/overview', asQuery(filter), signal),
  hotspots: (filter: Filter & { limit?: number }, signal?: AbortSignal) =>
    get<HotspotList>('/hotspots', { ...filter }, signal),
  wardRanking: (filter: Filter, signal?: AbortSignal) =>
    get<WardRankingRow[]>('/wards/ranking', asQuery(filter), signal),
  documents: (filter: Filter & Page, signal?: AbortSignal) => get<DocumentList>('/documents', { ...filter }, signal),
  documentLife: (source: string, id: string, signal?: AbortSignal) =>
    get<DocumentLife>('/documents/life', { source, id }, signal),
  wideMatters: (asked: Filter, signal?: AbortSignal) => get<WideMatter[]>('/wide-matters', asQuery(asked), signal),
  search: (asked: object, signal?: AbortSignal) => get<SearchResult>('/search', { ...asked }, signal),
  event: (id: string, filter: Filter, signal?: AbortSignal) =>
    get<EventDetail>(`/events/${encodeURIComponent(id)}`, asQuery(filter), signal),
  background: (id: string, signal?: AbortSignal) =>
    get<EventBackground>(`/events/${encodeURIComponent(id)}/background`, {}, signal),
  markMeasure: (id: string, body: { day: string; title: string }) =>
    request<EventBackground>(`/events/${encodeURIComponent(id)}/interventions`, { method: 'POST', body }),
  unmarkMeasure: (id: string, mark: number) =>
    request<EventBackground>(`/events/${encodeURIComponent(id)}/interventions/${mark}`, { method: 'DELETE' }),
  replies: (id: string, signal?: AbortSignal) =>
    get<EventReplies>(`/events/${encodeURIComponent(id)}/replies`, {}, signal),
  leads: (filter: Filter, signal?: AbortSignal) => get<Leads>('/leads', asQuery(filter), signal),
  specialItems: (signal?: AbortSignal) => get<SpecialItemList>('/special-items', {}, signal),
  openSpecial: (body: { event?: string; topic?: string; lead: string; dueDay: string; note: string }) =>
    request<SpecialItemList>('/special-items', { method: 'POST', body }),
  closeSpecial: (id: number, body: { note: string }) =>
    request<SpecialItemList>(`/special-items/${id}/close`, { method: 'POST', body }),
  reopenSpecial: (id: number) => request<SpecialItemList>(`/special-items/${id}/reopen`, { method: 'POST', body: {} }),
  openSpecialTicket: (id: number, ticket: string) =>
    request<{ first: boolean }>(`/special-items/${id}/read`, { method: 'POST', body: { ticket } }),
  eventActs: (id: string, signal?: AbortSignal) =>
    get<EventActList>(`/events/${encodeURIComponent(id)}/acts`, {}, signal),
  actOnEvent: (id: string, body: EventActRequest) =>
    request<{ actNo: number }>(`/events/${encodeURIComponent(id)}/acts`, { method: 'POST', body }),
  undoEventAct: (id: string, actNo: number) =>
    request<{ actNos: number[] }>(`/events/${encodeURIComponent(id)}/acts/${actNo}/undo`, { method: 'POST', body: {} }),
  alerts: (
    query: { state: AlertBox; cursor?: string } & Pick<Filter, 'ward' | 'topic' | 'department' | 'level'>,
    signal?: AbortSignal,
  ) => get<AlertList>('/alerts', query, signal),
  alert: (id: string, signal?: AbortSignal) => get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`, {}, signal),
  act: (alertId: string, body: ActionRequest, idempotencyKey: string) =>
    request<AlertDetail>(`/alerts/${encodeURIComponent(alertId)}/actions`, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': idempotencyKey },
    }),
  supervision: (month?: string, signal?: AbortSignal) => get<Supervision>('/supervision', { month }, signal),
  askExclusion: (body: { assignmentId: string; reason: string; basis: string }) =>
    request<void>('/supervision/exclusions', { method: 'POST', body }),
  decideExclusion: (id: number, body: { grant: boolean; note: string }) =>
    request<void>(`/supervision/exclusions/${id}`, { method: 'POST', body }),
  freezeMonth: (month: string, note: string) =>
    request<Supervision>(`/supervision/${month}/freeze`, { method: 'POST', body: { note } }),
  resend: (alertId: string, deliveryId: string) =>
    request<void>(`/alerts/${encodeURIComponent(alertId)}/deliveries/${encodeURIComponent(deliveryId)}/resend`, {
      method: 'POST',
    }),
  openTicket: (alertId: string, ticket: string) =>
    request<{ first: boolean }>(`/alerts/${encodeURIComponent(alertId)}/open`, { method: 'POST', body: { ticket } }),
  attachments: (alertId: string, signal?: AbortSignal) =>
    get<AttachmentView[]>(`/alerts/${encodeURIComponent(alertId)}/attachments`, {}, signal),
  attach: (alertId: string, file: File) =>
    request<{ id: string }>(`/alerts/${encodeURIComponent(alertId)}/attachments`, {
      method: 'POST',
      query: { name: file.name },
      bytes: file,
    }),
  cannedReplies: (topic: string) => get<CannedReply[]>('/canned-replies', { topic }),
  sources: (signal?: AbortSignal) => get<SourceHealth[]>('/sources', {}, signal),
  relocation: (signal?: AbortSignal) => get<Relocation | null>('/sources/relocation', {}, signal),
  rejects: (query: { source?: string; reason?: string; before?: number }, signal?: AbortSignal) =>
    get<RejectList>('/rejects', query, signal),
  replayRejects: (body: { source: string; reason: string }) =>
    request<ReplayResult>('/rejects/replay', { method: 'POST', body }),
  coverage: (day?: string, signal?: AbortSignal) => get<Coverage>('/coverage', { day }, signal),
};
