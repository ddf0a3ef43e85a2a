import { createHash } from 'node:crypto';
import { type SignedPush, verifyPush } from '#ingest/sources/verify-push.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { CleanedBatch } from './cleaned-batch.ts';
import type { CleaningPool } from './cleaning-pool.ts';
import { readPush } from './read-push.ts';
import { storeBatch } from './store-batch.ts';
import type { Pace, TokenBuckets } from './token-bucket.ts';

/** A source that pushes: its id, the ward its rows fall to and its signing secret. */
export interface PushSource {
  sourceId: string;
  wardCode: string;
  secret: string;
}

export interface PushDeps {
  ledger: Ledger;
  cleaning: CleaningPool;
  timeZone: string;
  now: () => Date;
  sources: ReadonlyMap<string, PushSource>;
  /** Keeps each source to its pace. */
  pace: TokenBuckets;
}

/** An HTTP status and a JSON body; problems follow RFC 9457. */
export interface PushAnswer {
  status: number;
  body: object;
  retryAfterSeconds?: number;
}

/** A thousand rows a push and two pushes a second are more than any platform's day. */
export const PUSH_PACE: Pace = { burst: 60, perMinute: 120 };
/** Beyond this many batches waiting for the applier the sender has to slow down. */
export const MAX_PENDING = 500;
export const PAUSE_SECONDS = 10;

/**
 * Takes a signed push: each row ends as accepted or rejected with its reason, and what was accepted is durable before
 * the answer is given. The same message again (id and body, as a sender repeats it) is stored once; the same body as
 * another message is a new word on its posts, which may have changed in between.
 */
export async function takePush(deps: PushDeps, sourceId: string, push: SignedPush): Promise<PushAnswer> {
  const source = deps.sources.get(sourceId);
  if (!source) return problem(404, '没有这个推送来源');
  const fault = verifyPush(source.secret, push, Date.now());
  if (fault) return problem(401, '签名不对或已过期', fault);
  const wait = deps.pace.take(sourceId, Date.now());
  if (wait > 0) return { ...problem(429, '推送过于频繁，请稍后再推送'), retryAfterSeconds: wait };
  const { pending } = await getIntakeProgress(deps.ledger);
  if (pending > MAX_PENDING) return { ...problem(429, '积压较多，请稍后再推送'), retryAfterSeconds: PAUSE_SECONDS };
  const read = readPush(push.body);
  if (read.kind === 'refused') return problem(400, read.title);
  const now = deps.now().toISOString();
  const rows = read.rows.map((value, index) => ({ position: String(index), value }));
  const batch = await deps.cleaning.clean({ sourceId, sourceWard: source.wardCode, history: false, now, rows });
  const inputKey = `push:${hashOf(push)}`;
  await storeBatch(deps.ledger, { sourceId, inputKey, cursor: null, now, timeZone: deps.timeZone }, batch);
  return { status: 207, body: { results: resultsOf(rows.length, batch) } };
}

function hashOf({ headers, body }: SignedPush): string {
  const id = headers['webhook-id'] ?? '';
  return createHash('sha256').update(`${id}\n`).update(body).digest('base64url');
}

function resultsOf(count: number, batch: CleanedBatch): object[] {
  const rejects = new Map(batch.rejects.map((reject) => [reject.position, reject]));
  return Array.from({ length: count }, (_, index) => {
    const reject = rejects.get(String(index));
    if (!reject) return { index, status: 202, outcome: 'accepted' };
    return { index, status: 422, outcome: 'rejected', reason: reject.reason, detail: reject.detail };
  });
}

function problem(status: number, title: string, detail?: string): PushAnswer {
  return { status, body: { type: 'about:blank', title, status, ...(detail ? { detail } : {}) } };
}
