/**
 * What became of one input row. Data problems are values, not exceptions:
 * `skip` is expected and only counted (unchanged, off the white list), `reject` is kept with
 * its reason for a person to look at. Reasons are snake_case and serve as metric labels.
 */
export type Outcome<T> =
  | { kind: 'accept'; value: T }
  | { kind: 'skip'; reason: string }
  | { kind: 'reject'; reason: string; detail: string };

/** An accepted row. */
export const accept = <T>(value: T): Outcome<T> => ({ kind: 'accept', value });
/** A row that cannot be taken; `detail` is for a person and must hold no personal data. */
export const reject = (reason: string, detail: string): Outcome<never> => ({ kind: 'reject', reason, detail });
