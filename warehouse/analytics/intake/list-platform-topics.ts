import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** The newest documents whose topic a person chose on the platform, with their masked texts; for learning only. */
export function listPlatformTopics(
  analytics: Analytics,
  limit: number,
): Promise<{ title: string; text: string; topicCode: string }[]> {
  return runQuery(analytics, {
    name: 'list_platform_topics',
    sql: `SELECT title, text, topic_code AS topicCode FROM documents FINAL
          WHERE topic_by = 'platform' ORDER BY published_at DESC, source_id, external_id LIMIT {limit:UInt32}`,
    params: { limit },
    row: z.object({ title: z.string(), text: z.string(), topicCode: z.string() }),
  });
}
