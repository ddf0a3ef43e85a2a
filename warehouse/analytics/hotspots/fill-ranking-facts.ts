import { z } from 'zod';
import { type Analytics, runCommand, runQuery } from '../analytics.ts';

/**
 * Fills the tables that ranking reads from documents that were there before those tables. The views that feed them see
 * only what is written later. Does nothing once there is a fact; filling twice gives the same rows.
 */
export async function fillRankingFacts(analytics: Analytics): Promise<void> {
  const [counts] = await runQuery(analytics, {
    name: 'count_ranking_facts',
    sql: 'SELECT (SELECT count() FROM ranking_facts) AS facts, (SELECT count() FROM memberships) AS memberships',
    row: z.object({ facts: z.number(), memberships: z.number() }),
  });
  if (counts!.facts > 0 || counts!.memberships === 0) return;
  for (const [table, view] of FEEDS) {
    const [found] = await runQuery(analytics, {
      name: 'get_feed',
      sql: `SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {view:String}`,
      params: { view },
      row: z.object({ as_select: z.string() }),
    });
    await runCommand(analytics, { name: `fill_${table}`, sql: `INSERT INTO ${table} ${found!.as_select}` });
  }
}

/** Facts last: they tell whether there is anything left to fill. */
const FEEDS = [
  ['ranking_events', 'feed_ranking_events'],
  ['ranking_facts', 'feed_ranking_facts'],
] as const;
