import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ReporterSecret } from '#ingest/mask/reporter-key.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** A larger row is no row of a platform; it can be had from there again. */
const MAX_JSON_CHARS = 256 * 1024;

const keyOf = (secret: ReporterSecret): Buffer =>
  Buffer.from(hkdfSync('sha256', secret.key, '', `rejected-rows ${secret.keyId}`, 32));

/** A row as received, encrypted; null when it is too large to be kept, or no JSON. */
export function sealRow(row: unknown, secret: ReporterSecret): Buffer | null {
  const json = JSON.stringify(row);
  if (json === undefined || json.length > MAX_JSON_CHARS) return null;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), iv);
  const sealed = Buffer.concat([cipher.update(gzipSync(json)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** The row again; undefined when it was sealed by another key, or is damaged. */
export function openSealedRow(sealed: Uint8Array, secret: ReporterSecret): { row: unknown } | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret), sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return { row: JSON.parse(gunzipSync(plain).toString()) as unknown };
  } catch {
    return undefined;
  }
}
