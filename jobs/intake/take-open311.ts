import { createHash, timingSafeEqual } from 'node:crypto';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { dayIn } from '../hotspots/baseline.ts';
import { topicName, topicCodes } from '../topics/taxonomy.ts';
import type { CleaningPool } from './cleaning-pool.ts';
import { storeBatch } from './store-batch.ts';
import { MAX_PENDING, PAUSE_SECONDS } from './take-push.ts';
import type { TokenBuckets } from './token-bucket.ts';

/** The source under which requests of Open311 fronts are kept, and the key that they need. */
export interface Open311Source {
  sourceId: string;
  wardCode: string;
  apiKey: string;
}

export interface Open311Deps {
  ledger: Ledger;
  cleaning: CleaningPool;
  timeZone: string;
  now: () => Date;
  pace: TokenBuckets;
}

export type Open311Taken =
  | { kind: 'taken'; requestId: string }
  | { kind: 'refused'; status: number; description: string; retryAfterSeconds?: number };

function refused(status: number, description: string, retryAfterSeconds?: number): Open311Taken {
  return { kind: 'refused', status, description, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) };
}

/** True when `key` is the source's; takes the same time for every wrong one. */
export function isOpen311Key(source: Open311Source, key: string): boolean {
  const [given, expected] = [key, source.apiKey].map((text) => createHash('sha256').update(text).digest());
  return key !== '' && timingSafeEqual(given!, expected!);
}

/**
 * Takes a POST of Open311 GeoReport v2 into the intake log. The same form on the same day is the same request, since a
 * front that hears no answer sends again.
 */
export async function takeOpen311(
  deps: Open311Deps,
  source: Open311Source,
  form: URLSearchParams,
): Promise<Open311Taken> {
  if (!isOpen311Key(source, form.get('api_key') ?? '')) return refused(403, 'api_key is missing or wrong');
  const wait = deps.pace.take(source.sourceId, Date.now());
  if (wait > 0) return refused(429, 'too many requests', wait);
  if ((await getIntakeProgress(deps.ledger)).pending > MAX_PENDING)
    return refused(429, 'too many requests are waiting', PAUSE_SECONDS);
  const mistake = mistakeIn(form);
  if (mistake) return refused(400, mistake);
  const { sourceId, wardCode } = source;
  const at = deps.now().toISOString();
  form.delete('api_key');
  form.sort();
  const externalId = hashOf(`${dayIn(deps.timeZone, at)}\n${form.toString()}`);
  const row = { position: externalId, value: rowOf(form, externalId, at) };
  const batch = await deps.cleaning.clean({ sourceId, sourceWard: wardCode, history: false, now: at, rows: [row] });
  const origin = { sourceId, inputKey: `open311:${externalId}`, cursor: null, now: at, timeZone: deps.timeZone };
  await storeBatch(deps.ledger, origin, batch);
  const [reject] = batch.rejects;
  return reject ? refused(400, `${reject.reason}: ${reject.detail}`) : { kind: 'taken', requestId: externalId };
}

function mistakeIn(form: URLSearchParams): string | undefined {
  const code = form.get('service_code') ?? '';
  if (code === '') return 'service_code was not provided';
  if (!topicCodes.includes(code)) return `service_code ${code.slice(0, 20)} was not found`;
  if (form.has('lat') !== form.has('long')) return 'lat and long must be given together';
  if (form.has('lat') && !(isDegrees(form.get('lat'), 90) && isDegrees(form.get('long'), 180)))
    return 'lat and long must be degrees of WGS 84';
  const hasPlace = form.has('address_string') || form.has('address_id') || (form.has('lat') && form.has('long'));
  if (!hasPlace) return 'a location must be provided: lat and long, address_string or address_id';
  return (form.get('description') ?? '').trim() === '' ? 'description was not provided' : undefined;
}

/** An empty field is 0 for JavaScript, and no place. */
const isDegrees = (text: string | null, most: number): boolean =>
  /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(text ?? '') && Math.abs(Number(text)) <= most;

function rowOf(form: URLSearchParams, externalId: string, publishedAt: string): object {
  const value = (name: string): string => form.get(name) ?? '';
  const address = value('address_string');
  return {
    externalId,
    kind: 'ticket',
    publishedAt,
    title: topicName(value('service_code')),
    text: [value('description'), address].filter(Boolean).join('\n'),
    reporter: value('account_id') || value('device_id') || value('email') || value('phone'),
    wardHint: address.slice(0, 200),
    topicHint: topicName(value('service_code')),
    board: 'Open311',
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
