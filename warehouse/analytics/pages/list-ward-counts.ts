import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { boundaryParams, CURRENT_WARD } from '../current-ward.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ ward: z.string(), documents: z.number(), voices: z.number() });
export type WardCount = z.infer<typeof rowSchema>;

/**
 * Documents and voices per ward at a depth of the tree (9 characters: streets, 12: communities).
 * Rows that are not located that deep stand under '', so that the sum is the total. Wards are those of today: what
 * stands under a former code is counted where `changes` say that it belongs.
 */
export function listWardCounts(
  analytics: Analytics,
  filter: PageFilter & { codeLength: number },
): Promise<WardCount[]> {
  const { codeLength, changes = [] } = filter;
  return runQuery(analytics, {
    name: 'list_ward_counts',
    sql: `SELECT if(ward_number = 0, '', toString(ward_number)) AS ward, documents, voices FROM (${countVoices(
      'ward_number',
      `SELECT ${VOICE_COLUMNS}, ${CURRENT_WARD} AS current,
              if(length(current) >= {codeLength:UInt8}, toUInt64OrZero(substring(current, 1, {codeLength:UInt8})), 0) AS ward_number
       FROM memberships FINAL WHERE ${PAGE_CONDITION}`,
    )}) ORDER BY ward`,
    params: {
      ...pageParams(filter),
      ...boundaryParams(changes),
      codeLength,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
