import type { Endpoint } from './endpoints.ts';
import type { Facts } from './facts.ts';
import type { Message } from './message.ts';
import type { Post, PostResult } from './post.ts';
import type { SpecialFacts } from './special-facts.ts';

/** One message on its way. */
export interface Parcel {
  deliveryId: string;
  facts: Facts | SpecialFacts;
  message: Message;
  link: string;
}

/** What an answer means. */
export interface Verdict {
  verdict: 'sent' | 'retry' | 'dead';
  /** 'ok', an HTTP status, a channel's own error code, or a network error's name. */
  code: string;
  /** Real milliseconds that the receiver asked to wait. */
  retryAfterMs?: number;
  disable?: boolean;
}

/** How one kind of channel is written to and how it answers. Both are pure. */
export interface Transport {
  /** `attemptMs` is the real time of the attempt. */
  prepare(parcel: Parcel, endpoint: Endpoint, attemptMs: number): Post;
  judge(result: PostResult, attemptMs: number): Verdict;
}

// A receiver may ask for a pause, but not for ever.
const longestPauseMs = 24 * 3_600_000;

/** The pause that a Retry-After header asks for: seconds or an HTTP date. */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  const seconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestPauseMs) : undefined;
}

/** The part of judging that all channels share: undefined when the answer was 2xx and its body decides. */
export function judgeStatus(result: PostResult, attemptMs: number): Verdict | undefined {
  if (result.kind === 'failure') return { verdict: 'retry', code: result.code };
  const { status } = result;
  if (status >= 200 && status < 300) return undefined;
  const code = String(status);
  // 410 Gone: the receiver asks never to be called again.
  if (status === 410) return { verdict: 'dead', code, disable: true };
  const pause = retryAfterMs(result.retryAfter, attemptMs);
  return { verdict: 'retry', code, ...(pause === undefined ? {} : { retryAfterMs: pause }) };
}
