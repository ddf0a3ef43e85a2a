import { SourceFault } from './source-fault.ts';

/** What the rim lends to a pull: the only effects that it has. */
export interface Wire {
  /** For an address that was given in the browser, one that checks and pins what it resolves to (jobs/alerts/deliver/allowed-fetch.ts). */
  fetch: typeof fetch;
  now: Date;
  timeoutMs: number;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

// Twenty times a page of 100 long posts; above it the platform answers something else than a page.
const MAX_BODY_BYTES = 8 * 1024 * 1024;
// A same-host redirect (http → trailing slash, renamed path) is followed; a chain of them is a loop.
const MAX_REDIRECTS = 3;
// A platform that asks for more than an hour is asked again after an hour: its clock may be wrong.
const MAX_WAIT_MS = 3_600_000;
// A refusal (401, 404) needs a person; asking every second would only lock the account.
const REFUSED_WAIT_MS = 60_000;
const UNAVAILABLE_WAIT_MS = 5_000;

/** Retry-After in ms: seconds or an HTTP date; `fallback` when absent or unreadable. */
export function retryAfterMs(header: string | null, now: Date, fallback: number): number {
  if (!header) return fallback;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_WAIT_MS) : fallback;
}

/** Where it was asked, without the query: a signature or a token may be in it. */
const placeOf = (url: URL): string => `${url.host}${url.pathname}`;

async function readBody(response: Response, url: URL): Promise<string> {
  const tooLarge = new SourceFault('too_large', `${placeOf(url)}: over 8 MB`, REFUSED_WAIT_MS);
  const reader = response.body?.getReader();
  if (!reader) return '';
  // The header is believed only where it refuses; a body without one is counted.
  if (Number(response.headers.get('content-length')) > MAX_BODY_BYTES) {
    await reader.cancel();
    throw tooLarge;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new SourceFault('bad_body', `${placeOf(url)}: not UTF-8`);
  }
}

function checkStatus(answer: Response, url: URL, now: Date): void {
  const { status, headers } = answer;
  if (status < 300) return;
  const after = headers.get('retry-after');
  const detail = `${placeOf(url)}: HTTP ${status}`;
  if (status === 429) throw new SourceFault('rate_limited', detail, retryAfterMs(after, now, UNAVAILABLE_WAIT_MS));
  if (status >= 500) throw new SourceFault('unavailable', detail, retryAfterMs(after, now, UNAVAILABLE_WAIT_MS));
  throw new SourceFault('refused', detail, REFUSED_WAIT_MS);
}

function redirectTarget(answer: Response, url: URL): URL | undefined {
  const location = answer.headers.get('location');
  if (answer.status < 300 || answer.status > 399 || !location) return undefined;
  const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (target?.origin === url.origin) return target;
  // Following would hand the credential to a host that nobody allowed.
  throw new SourceFault('redirected', `${placeOf(url)}: redirects to another host`, REFUSED_WAIT_MS);
}

function toFault(error: unknown, url: URL): SourceFault {
  if (error instanceof SourceFault) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') return new SourceFault('timeout', placeOf(url));
  return new SourceFault('network', placeOf(url));
}

/**
 * Asks once. Statuses listed in `expected` are given back, any other than 2xx throws.
 * @throws SourceFault for whatever keeps the answer from being a page.
 */
export async function httpRequest(
  url: URL,
  init: { method?: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  wire: Wire,
  expected: readonly number[] = [],
): Promise<HttpAnswer> {
  let target = url;
  const signal = AbortSignal.timeout(wire.timeoutMs);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await wire.fetch(target, { ...init, redirect: 'manual', signal });
      const next = redirectTarget(answer, target);
      if (next) {
        await answer.body?.cancel();
        target = next;
        continue;
      }
      if (!expected.includes(answer.status)) checkStatus(answer, target, wire.now);
      return { status: answer.status, headers: answer.headers, text: await readBody(answer, target) };
    }
  } catch (error) {
    throw toFault(error, target);
  }
  throw new SourceFault('redirected', `${placeOf(url)}: too many redirects`, REFUSED_WAIT_MS);
}
