import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** The three headers of Standard Webhooks 1.0.0. */
export const signedHeadersSchema = z.object({
  'webhook-id': z.string().min(1).max(256),
  'webhook-timestamp': z.string().regex(/^\d{1,12}$/),
  'webhook-signature': z.string().min(1).max(4096),
});
export type SignedHeaders = z.infer<typeof signedHeadersSchema>;

/** Why a signature does not hold: the clock of the sender is off, or the words are not his. */
export type SignatureFault = 'timestamp_too_old' | 'timestamp_too_new' | 'no_matching_signature';

/** Five minutes either way, as the reference libraries allow; a captured request is worthless afterwards. */
const TOLERANCE_SECONDS = 300;

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/**
 * Checks a request against the receiver's `whsec_…` secret; undefined when the signature holds.
 * Of several signatures (a secret being rotated) one is enough; versions other than v1 are passed over.
 * `body` is the body as received, byte for byte; `nowSeconds` real time in seconds since 1970.
 */
export function findSignatureFault(
  headers: SignedHeaders,
  body: Buffer,
  secret: string,
  nowSeconds: number,
): SignatureFault | undefined {
  const timestamp = Number(headers['webhook-timestamp']);
  if (nowSeconds - timestamp > TOLERANCE_SECONDS) return 'timestamp_too_old';
  if (timestamp - nowSeconds > TOLERANCE_SECONDS) return 'timestamp_too_new';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`)
    .update(body)
    .digest('base64');
  const signatures = headers['webhook-signature'].split(' ').map((entry) => entry.split(',', 2));
  const isSigned = signatures.some(([version, value]) => version === 'v1' && equal(value ?? '', expected));
  return isSigned ? undefined : 'no_matching_signature';
}
