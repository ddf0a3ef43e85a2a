import { createHmac } from 'node:crypto';

// 128 bits: no two of a district's residents collide, and an index stays small.
const KEY_BYTES = 16;
// Shorter keys could be guessed together with the few thousand ids of a platform.
const MIN_SECRET_BYTES = 32;

export interface ReporterSecret {
  /** Names the key that made a reporter key, so that old ones can be told from new ones after a rotation. */
  keyId: string;
  /** Kept outside the warehouse. */
  key: Buffer;
}

/**
 * A pseudonym for a platform's user: `keyId.hash`, hash = HMAC-SHA-256 over source and user id, cut to
 * 128 bits, base64url. '' for nobody. Throws when the secret is shorter than 32 bytes or the key id is
 * not made of letters, digits and dashes.
 */
export function reporterKey(platformUserId: string, sourceId: string, { keyId, key }: ReporterSecret): string {
  if (key.length < MIN_SECRET_BYTES) throw new RangeError(`the reporter key needs ${MIN_SECRET_BYTES} bytes`);
  if (!/^[A-Za-z0-9-]{1,16}$/.test(keyId)) throw new RangeError('a key id has 1 to 16 letters, digits or dashes');
  const userId = platformUserId.normalize('NFKC').trim();
  if (userId === '') return '';
  // The separator keeps ('a', 'bc') apart from ('ab', 'c'): neither side holds a control character.
  const digest = createHmac('sha256', key).update(`${sourceId}\u001f${userId}`, 'utf8').digest();
  return `${keyId}.${digest.subarray(0, KEY_BYTES).toString('base64url')}`;
}
