import { z } from 'zod';
import { signalKinds } from '../../model/signal.ts';
import { type Scope, topicPrefixes } from '../../model/scope.ts';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  signal_id: z.string(),
  kind: z.enum(signalKinds),
  ward_code: z.string(),
  ward_codes: z.array(z.string()),
  topic_code: z.string(),
  source_id: z.string(),
  raised_at: z.string(),
  since: z.string(),
  last_at: z.string(),
  observed: z.number(),
  expected: z.number(),
  dispersion: z.number(),
  p_value: z.number(),
  score: z.number(),
  recurrence_days: z.number(),
  event_ids: z.array(z.string()),
  parameters_version: z.number(),
});

export interface SignalsQuery {
  scope: Scope;
  /** Signals that still held after this instant, raised no later than `to`. */
  from: string;
  to: string;
  /** Only those of an event. */
  eventId?: string | undefined;
  limit: number;
}

/**
 * Signals that the asker may see, the latest first: of wards and topics in the scope; a cluster shows only when all its
 * wards lie in the scope, and a silent source, which has no ward, only to who sees the whole district.
 */
export function listSignals(analytics: Analytics, query: SignalsQuery): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_signals',
    sql: `SELECT * EXCEPT (revision, is_deleted) FROM signals FINAL
          WHERE last_at > {from:DateTime64(3, 'UTC')} AND raised_at <= {to:DateTime64(3, 'UTC')}
            AND arrayAll(ward -> arrayExists(prefix -> startsWith(ward, prefix), {wards:Array(String)}),
                         if(empty(ward_codes), [ward_code], ward_codes))
            AND arrayExists(prefix -> startsWith(topic_code, prefix), {topics:Array(String)})
            AND ({eventId:String} = '' OR has(event_ids, {eventId:String}))
          ORDER BY raised_at DESC, signal_id LIMIT {limit:UInt32}`,
    params: {
      from: query.from,
      to: query.to,
      wards: [...query.scope.wards],
      topics: [...topicPrefixes(query.scope)],
      eventId: query.eventId ?? '',
      limit: query.limit,
    },
    row: rowSchema,
  });
}
