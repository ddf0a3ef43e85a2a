/** Why a pull failed; a closed set, used as a metric label. */
export type FaultKind =
  | 'network'
  | 'timeout'
  | 'rate_limited'
  | 'unavailable'
  | 'refused'
  | 'redirected'
  | 'too_large'
  | 'bad_body'
  | 'stale_page';

/**
 * A fault of the transport or the platform: nothing was taken, the cursor stands, the pull is to be repeated.
 * `retryAfterMs` is the least wait before that. The message holds no credential and no document text.
 */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
  readonly kind: FaultKind;
  readonly retryAfterMs: number;

  constructor(kind: FaultKind, detail: string, retryAfterMs = 1000) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
