import { isIPv6 } from 'node:net';
import { type Pace, TokenBuckets } from '#jobs/intake/token-bucket.ts';

/**
 * Failed sign-ins of one address. An office is one address to us, and after a holiday many mistype: thirty are free. Who
 * tries one password on all accounts, which locks none of them, gets no further than 120 in an hour.
 */
const PACE: Pace = { burst: 30, perMinute: 2 };

/** What became of an attempt: what it gave (`null`: refused), or too many failed before, and when to come again. */
type Attempt<T> = { kind: 'tried'; value: T | null } | { kind: 'wait'; seconds: number };

/** Keeps each address to a pace of attempts that fail; lives in memory, bounded. */
export class SignInLimit {
  private readonly buckets = new TokenBuckets(PACE);

  /**
   * Tries to let somebody in. An attempt counts from its beginning, so that many at once are not one, and no longer where
   * it succeeds, or fails by a fault of ours.
   */
  async attempt<T>(address: string, work: () => Promise<T | null>): Promise<Attempt<T>> {
    const sender = networkOf(address);
    const seconds = this.buckets.take(sender, Date.now());
    if (seconds > 0) return { kind: 'wait', seconds };
    let isRefused = false;
    try {
      const value = await work();
      isRefused = value === null;
      return { kind: 'tried', value };
    } finally {
      if (!isRefused) this.buckets.giveBack(sender);
    }
  }
}

/** Whoever has one IPv6 address has all of its /64; IPv4 may come in the clothes of IPv6. */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail ? tail.split(':').length : 0;
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - behind }, () => '0');
  return [...groups, ...zeros, ...(tail ? tail.split(':') : [])]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
