/**
 * A store that cannot be used as it is, and what the operator can do about it: the message is one sentence
 * in Chinese and the same in English, fit to be shown as it stands, without a stack.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
