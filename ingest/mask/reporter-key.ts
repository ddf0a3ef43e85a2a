import { createHmac } from 'node:crypto';

// 128 bits: no two of a district's residents collide, and an index stays small.
const KEY_BYTES = 16;
// Shorter keys could be guessed together with the few thousand ids of a platform.
const MIN_SECRET_BYTES = 32;

interface NamedKey {
  /** Names the key that made a reporter key, so that old ones can be told from new ones after a rotation. */
  keyId: string;
  /** Kept outside the warehouse. */
  key: Buffer;
}

/** The first key, and those that it was rotated to since, oldest first. */
export interface ReporterSecret extends NamedKey {
  later?: readonly NamedKey[];
}

/**
 * A pseudonym for a platform's user: `keyId.hash`, hash = HMAC-SHA-256 over source and user id, cut to
 * 128 bits, base64url. '' for nobody. Throws when the secret is shorter than 32 bytes or the key id is
 * not made of letters, digits and dashes.
 */
export function reporterKey(platformUserId: string, sourceId: string, secret: ReporterSecret): string {
  const userId = platformUserId.normalize('NFKC').trim();
  if (userId === '') return '';
  // The separator keeps ('a', 'bc') apart from ('ab', 'c'): neither side holds a control character.
  return rotateReporterKey(hashBy(secret, `${sourceId}\u001f${userId}`), secret);
}

/**
 * A stored reporter key under the last key of the secret. Each rotation hashes what the one before gave: so what is
 * stored can be carried over without the platform's ids, a person keeps being one, and who holds a former key alone can
 * no longer tell who is who. One that is up to date, or of a key that is not known, comes back as it is.
 */
export function rotateReporterKey(stored: string, { keyId, later = [] }: ReporterSecret): string {
  const from = [keyId, ...later.map((next) => next.keyId)].indexOf(stored.slice(0, stored.indexOf('.')));
  return from < 0 ? stored : later.slice(from).reduce((last, next) => hashBy(next, last), stored);
}

function hashBy({ keyId, key }: NamedKey, text: string): string {
  if (key.length < MIN_SECRET_BYTES) throw new RangeError(`the reporter key needs ${MIN_SECRET_BYTES} bytes`);
  if (!/^[A-Za-z0-9-]{1,16}$/.test(keyId)) throw new RangeError('a key id has 1 to 16 letters, digits or dashes');
  const digest = createHmac('sha256', key).update(text, 'utf8').digest();
  return `${keyId}.${digest.subarray(0, KEY_BYTES).toString('base64url')}`;
}
