import { createHmac } from 'node:crypto';

/**
 * The headers of Standard Webhooks 1.0.0: the id stays the same over retries, the timestamp is the attempt's, in whole
 * seconds, and the signature is over both and the exact body. `secret` is base64, with or without `whsec_`.
 */
export function webhookHeaders(
  secret: string,
  message: { id: string; body: string },
  attemptMs: number,
): Record<string, string> {
  const timestamp = Math.floor(attemptMs / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
