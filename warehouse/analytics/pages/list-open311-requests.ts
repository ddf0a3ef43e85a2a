import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  published_at: z.string(),
  received_at: z.string(),
  closed_at: z.string().nullable(),
  ward_code: z.string(),
  estate: z.string(),
  title: z.string(),
  text: z.string(),
  reply: z.string(),
  status: z.string(),
  topic_code: z.string(),
});
export type Open311Row = z.infer<typeof rowSchema>;

/** Which requests are asked for. */
export interface Open311Filter {
  /** Window of publication, both ends included, UTC instants; left out of account where ids are given. */
  from: string;
  to: string;
  /** `source.externalId`; empty for no limit. */
  ids: readonly string[];
  topics: readonly string[];
  /** Only this source's; '' for all. */
  source: string;
  status: 'open' | 'closed' | '';
  /** First two digits of topics that are never given out. */
  hidden: readonly string[];
  limit: number;
  offset: number;
}

/** Public documents as the standard's requests, newest first; private ones and those of hidden categories are not there. */
export function listOpen311Requests(analytics: Analytics, filter: Open311Filter): Promise<Open311Row[]> {
  return runQuery(analytics, {
    name: 'list_open311_requests',
    sql: `SELECT source_id, external_id, published_at, received_at, closed_at, ward_code, estate, title, text, reply, status,
                 topic_code
          FROM documents FINAL
          WHERE visibility = 'public' AND NOT has({hidden:Array(String)}, substring(topic_code, 1, 2))
            AND ({source:String} = '' OR source_id = {source:String})
            AND (if(empty({ids:Array(String)}),
                    published_at >= {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')},
                    has({ids:Array(String)}, concat(source_id, '.', external_id))))
            AND (empty({topics:Array(String)}) OR has({topics:Array(String)}, topic_code))
            AND ({status:String} = '' OR (status IN ('resolved', 'rejected')) = ({status:String} = 'closed'))
          ORDER BY published_at DESC, source_id, external_id
          LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    params: { ...filter },
    row: rowSchema,
  });
}
