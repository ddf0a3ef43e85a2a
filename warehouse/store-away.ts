/** As Node words it that nobody listens, or that the line broke. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** As PostgreSQL words it: ended by an administrator or a crash, still starting, no connection left, broken (class 08). */
const SQLSTATE = /^(57P0[1-3]|53300|08...)$/;
/** As both clients word it, without a code, where a connection ends under a statement or never comes about. */
const WORDS =
  /Connection terminated|timeout exceeded when trying to connect|^timeout expired|socket hang up|not queryable|^Timeout error\.$/;

/**
 * Whether an error says that a database does not answer now: it is stopped, starting, or out of reach. What it answers,
 * be it a refusal, is no such error.
 */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', message, cause } = error as NodeJS.ErrnoException;
  return NETWORK.has(code) || SQLSTATE.test(code) || WORDS.test(message) || isStoreAway(cause);
}
