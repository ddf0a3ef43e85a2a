import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeskMessage } from './desk-message.ts';
import { readPush } from './read-push.ts';
import { deskPolicy, renderDesk } from './render-desk.ts';
import { findSignatureFault, signedHeadersSchema } from './verify-signature.ts';

export interface Desk {
  /** http://127.0.0.1:port; a department's pushes go to `${url}/hook/${departmentCode}`. */
  url: string;
  messages(): readonly DeskMessage[];
  close(): Promise<void>;
}

export interface DeskOptions {
  /** The `whsec_…` secret agreed with a department; undefined for one that the desk does not serve. */
  secretFor(departmentCode: string): string | undefined;
  /** As shown on the page; when absent, what the push says. */
  nameFor?(departmentCode: string): string | undefined;
  /** 0 or absent: any free port. */
  port?: number;
}

/** A push holds ids and counts; 64 KiB is far above any honest one. */
const MAX_BODY_BYTES = 64 * 1024;
/** The page shows a weekend; older messages make room, so that a day-long demo does not grow. */
const MAX_MESSAGES = 500;

/** The whole body, or undefined when it exceeds the limit; the rest is read and dropped, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

const answer = (response: ServerResponse, status: number, type = 'text/plain; charset=utf-8', body = ''): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': deskPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(body);
};

/** Takes one push and keeps it; gives the HTTP status to answer. */
async function receive(
  request: IncomingMessage,
  code: string,
  options: DeskOptions,
  kept: DeskMessage[],
): Promise<number> {
  const secret = options.secretFor(code);
  if (secret === undefined) return 404;
  const headers = signedHeadersSchema.safeParse(request.headers);
  if (!headers.success) return 400;
  const body = await readBody(request);
  if (body === undefined) return 413;
  const id = headers.data['webhook-id'];
  const fault = findSignatureFault(headers.data, body, secret, Math.floor(Date.now() / 1000));
  const known = kept.find(
    (message) => message.id === id && message.departmentCode === code && message.fault === undefined,
  );
  if (fault === undefined && known !== undefined) {
    known.attempts++;
    return 204;
  }
  // Of a push whose sender is not proved nothing is shown but that it came.
  const push = fault === undefined ? readPush(body.toString('utf8')) : undefined;
  kept.push({
    id,
    departmentCode: code,
    departmentName: options.nameFor?.(code) ?? push?.data.departmentName ?? code,
    receivedAt: new Date().toISOString(),
    attempts: 1,
    ...(fault === undefined ? {} : { fault }),
    ...(push === undefined ? {} : { push }),
  });
  if (kept.length > MAX_MESSAGES) kept.shift();
  return fault === undefined ? 204 : 401;
}

/**
 * Starts the desk of the demo on the loopback: it takes the signed webhooks of every department, each id once, and
 * shows them at `/` and, as JSON, at `/messages`. Rejects when the port is taken.
 */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  const kept: DeskMessage[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://desk');
    const code = /^\/hook\/([a-z0-9-]+)$/.exec(pathname)?.[1];
    if (request.method === 'POST' && code !== undefined) answer(response, await receive(request, code, options, kept));
    else if (request.method !== 'GET') answer(response, 405);
    else if (pathname === '/') answer(response, 200, 'text/html; charset=utf-8', renderDesk(kept));
    else if (pathname === '/messages') answer(response, 200, 'application/json; charset=utf-8', JSON.stringify(kept));
    else answer(response, 404);
  };
  const server = createServer((request, response) => {
    // A request that breaks off leaves nobody to answer.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: () => kept,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
