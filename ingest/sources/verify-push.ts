import { createHmac, timingSafeEqual } from 'node:crypto';

/** A stolen message is good for replay this long at most (Standard Webhooks 1.0.0 recommends five minutes). */
const TOLERANCE_SECONDS = 5 * 60;

/** What was wrong with the signature of a push, if anything. */
export type PushFault = 'headers_missing' | 'timestamp_out_of_window' | 'signature_wrong';

/** A push as it came over the wire. */
export interface SignedPush {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** Checks a push after Standard Webhooks 1.0.0 against real time; null when it is good. `secret` is base64 with or without `whsec_`. */
export function verifyPush(secret: string, { headers, body }: SignedPush, nowMs: number): PushFault | null {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return 'headers_missing';
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return 'timestamp_out_of_window';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const given = signatures
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
    ? null
    : 'signature_wrong';
}
