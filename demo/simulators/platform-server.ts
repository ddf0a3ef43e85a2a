import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultPlan } from './fault-plan.ts';

/** What a platform sees of a request. */
export interface PlatformRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface PlatformReply {
  status: number;
  body: unknown;
}

/** What a platform may use while it answers. */
export interface PlatformContext {
  random(): number;
  faults(): FaultPlan;
  /** Rows of a page as the faults leave them: some twice, in any order. */
  page<T>(rows: readonly T[]): T[];
}

export type PlatformHandler = (request: PlatformRequest, context: PlatformContext) => PlatformReply;

export interface PlatformServerOptions {
  handler: PlatformHandler;
  random(): number;
  faults(): FaultPlan;
  /** Requests allowed per minute of real time; above it 429. */
  ratePerMinute: number;
}

const MAX_REQUEST_BYTES = 64 * 1024;

function pageFaults(random: () => number, faults: () => FaultPlan) {
  return <T>(rows: readonly T[]): T[] => {
    let page = [...rows];
    if (random() < (faults().duplicate ?? 0)) page = page.flatMap((row) => (random() < 0.2 ? [row, row] : [row]));
    if (random() < (faults().shuffle ?? 0)) {
      const keyed = page.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
      page = keyed.map(({ row }) => row);
    }
    return page;
  };
}

/** Gives true while fewer requests than the rate came in the last minute. */
function rateLimiter(perMinute: number): () => boolean {
  let times: number[] = [];
  return () => {
    const now = performance.now();
    times = times.filter((time) => now - time < 60_000);
    if (times.length >= perMinute) return false;
    times.push(now);
    return true;
  };
}

async function readRequest(request: IncomingMessage): Promise<PlatformRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
  }
  const url = new URL(request.url ?? '/', 'http://platform');
  const { method = 'GET', headers } = request;
  return { method, path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(chunks).toString('utf8') };
}

function send(
  response: ServerResponse,
  status: number,
  text: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}

function sendBroken(response: ServerResponse, text: string, random: () => number): void {
  const bytes = Buffer.from(text);
  const half = bytes.subarray(0, Math.floor(bytes.length * random()));
  if (random() < 0.5) return send(response, 200, half);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(half, () => response.destroy());
}

/** Starts one platform on a free port of the loopback address. */
export async function startPlatformServer(
  options: PlatformServerOptions,
): Promise<{ baseUrl: string; close(): Promise<void> }> {
  const { handler, random, faults, ratePerMinute } = options;
  const context: PlatformContext = { random, faults, page: pageFaults(random, faults) };
  const allowed = rateLimiter(ratePerMinute);
  const earlier = new Map<string, string>();
  const hits = (share: number | undefined): boolean => random() < (share ?? 0);
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const plan = faults();
    if (hits(plan.timeout)) return;
    if (hits(plan.error)) return send(response, random() < 0.5 ? 500 : 502, '{"message":"系统繁忙，请稍后再试"}');
    if (hits(plan.rateLimit) || !allowed())
      return send(response, 429, '{"message":"请求过于频繁"}', { 'retry-after': '1' });
    const { status, body } = handler(request, context);
    const text = JSON.stringify(body);
    // Tokens are not cached; pages of one path are, whatever the question was.
    const cached = request.method === 'GET' && hits(plan.stale) ? earlier.get(request.path) : undefined;
    if (status === 200 && request.method === 'GET') earlier.set(request.path, text);
    if (cached) return send(response, 200, cached);
    if (hits(plan.truncate)) return sendBroken(response, text, random);
    return send(response, status, text);
  };
  const server: Server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
