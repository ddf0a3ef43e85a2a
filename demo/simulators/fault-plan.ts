/** How badly a platform behaves; each figure but the last is the share of requests that it hits. */
export interface FaultPlan {
  /** No answer until the client gives up. */
  timeout?: number;
  /** HTTP 500 or 502. */
  error?: number;
  /** The connection breaks in the middle of the body, or a body ends early that claims to be whole. */
  truncate?: number;
  /** HTTP 429 with Retry-After. */
  rateLimit?: number;
  /** The answer to an earlier question of the same kind, as a careless cache gives it. */
  stale?: number;
  /** Some rows appear twice on a page. */
  duplicate?: number;
  /** The rows of a page come in any order. */
  shuffle?: number;
  /** HTTP 410: the platform forgot its cursor. */
  cursorReset?: number;
  /** Change stamps are off by up to this much either way, as of servers whose clocks differ. Fixed at the start. */
  skewSeconds?: number;
}

/** Every fault at once, mild enough to get through: about one request in three is hit. */
export const allFaults: FaultPlan = {
  timeout: 0.02,
  error: 0.08,
  truncate: 0.06,
  rateLimit: 0.06,
  stale: 0.06,
  duplicate: 0.2,
  shuffle: 0.2,
  cursorReset: 0.05,
  skewSeconds: 120,
};
