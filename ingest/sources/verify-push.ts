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

/**
 * Checks a push after Standard Webhooks 1.0.0 against real time; null when it is good. `secret` is base64 with or without
 * `whsec_`; while a sender changes to a new one, the old and the new, parted by a blank or comma.
 */
export function verifyPush(secret: string, { headers, body }: SignedPush, nowMs: number): PushFault | null {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return 'headers_missing';
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return 'timestamp_out_of_window';
  const expected = secret
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part.replace(/^whsec_/, ''), 'base64'))
    .map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
  const given = signatures
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  const isGood = given.some((one) => expected.some((each) => one.length === each.length && timingSafeEqual(one, each)));
  return isGood ? null : 'signature_wrong';
}
