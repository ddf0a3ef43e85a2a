import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

// AES-256-GCM: the nonce is random per value (96 bits, as NIST SP 800-38D has it), the tag is 128 bits.
const algorithm = 'aes-256-gcm';
const prefix = 'sealed:1:';
const nonceBytes = 12;
const tagBytes = 16;

let key: Buffer | undefined;

/** Gives the process the key (32 bytes) that its settings' secrets are sealed with. */
export function useSealKey(bytes: Buffer): void {
  if (bytes.length !== 32) throw new RangeError('the seal key has 32 bytes');
  key = bytes;
}

/** Seals a secret for the ledger; what is sealed already, and '', stays as it is. Throws without a key. */
export function seal(plain: string): string {
  if (plain === '' || plain.startsWith(prefix)) return plain;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, needKey(), nonce);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return prefix + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what `seal` sealed; anything else comes back as it is. Throws where the key is another or the text was changed. */
export function unseal(text: string): string {
  if (!text.startsWith(prefix)) return text;
  const bytes = Buffer.from(text.slice(prefix.length), 'base64url');
  const decipher = createDecipheriv(algorithm, needKey(), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}

function needKey(): Buffer {
  if (!key) throw new Error('this process was given no seal key');
  return key;
}

/**
 * A secret field of a setting: `check` says whether a plain value will do; from the schema on it is sealed, so neither the
 * ledger, a version, an export nor a page ever holds it in plain.
 */
export function sealedSecret(check: (plain: string) => boolean, message: string): z.ZodType<string, string> {
  return z
    .string()
    .max(1_000)
    .refine((text) => text === '' || text.startsWith(prefix) || check(text), message)
    .transform((text) => seal(text));
}
