import { request } from 'undici';
import { pinnedAgent } from './pinned-agent.ts';

// As Standard Webhooks advises: a receiver that needs longer should answer first and work afterwards.
const timeoutMs = 10_000;
// Enough for every known answer; a receiver that streams for ever is cut off here.
const maxAnswerBytes = 64 * 1024;

/** What goes out. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What came back: an answer, or the name of the network error. Never holds the address or anything secret. */
export type PostResult =
  | { kind: 'answer'; status: number; retryAfter: string; body: string; ms: number }
  | { kind: 'failure'; code: string; ms: number };

/** Posts to exactly `to`, whatever the name in the URL resolves to by now; redirects are answers like any other. */
export async function post(
  { url, headers, body }: Post,
  to: { address: string; family: 4 | 6 },
  limits: { timeoutMs?: number } = {},
): Promise<PostResult> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const agent = pinnedAgent(to);
  try {
    const signal = AbortSignal.timeout(limits.timeoutMs ?? timeoutMs);
    const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal });
    const text = await readSome(answer.body);
    const retryAfter = answer.headers['retry-after'];
    return {
      kind: 'answer',
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : '',
      body: text,
      ms: elapsed(),
    };
  } catch (error) {
    return { kind: 'failure', code: codeOf(error), ms: elapsed() };
  } finally {
    await agent.destroy();
  }
}

async function readSome(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the stream.
    if (size >= maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes).toString('utf8');
}

function codeOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  return typeof code === 'string' ? code : 'network_error';
}
