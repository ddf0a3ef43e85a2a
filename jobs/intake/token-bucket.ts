/** How many calls a sender may make at once, and how many a minute in the long run. */
export interface Pace {
  burst: number;
  perMinute: number;
}

/** Senders that are remembered, some 2 MB; who was quiet for longest has a full bucket again. */
const MOST_SENDERS = 10_000;

/** Keeps senders to their pace, each for itself; `now` in ms. Lives in memory: a restart gives every sender a full bucket. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly pace: Pace;

  constructor(pace: Pace) {
    this.pace = pace;
  }

  /** Takes a token; gives 0, or where none is left the seconds after which to come again. */
  take(sender: string, now: number): number {
    const { burst, perMinute } = this.pace;
    const bucket = this.buckets.get(sender) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 60_000) * perMinute);
    const isGiven = filled >= 1;
    this.buckets.delete(sender);
    this.buckets.set(sender, { tokens: isGiven ? filled - 1 : filled, at: now });
    if (this.buckets.size > MOST_SENDERS) this.buckets.delete(this.buckets.keys().next().value!);
    return isGiven ? 0 : Math.max(1, Math.ceil(((1 - filled) / perMinute) * 60));
  }

  /** Gives the token of a call back that does not count after all. */
  giveBack(sender: string): void {
    const bucket = this.buckets.get(sender);
    if (bucket) bucket.tokens = Math.min(this.pace.burst, bucket.tokens + 1);
  }
}
