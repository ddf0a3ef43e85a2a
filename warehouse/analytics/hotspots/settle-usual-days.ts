import { z } from 'zod';
import { type WardLevel, wardLevels } from '../../model/ward.ts';
import { type Analytics, runCommand, runQuery } from '../analytics.ts';
import { packedDay, rankingLevels, WITHIN_MONTHS } from './ranking-sql.ts';

/** From which arrival order on what has come is to be counted, and up to which. */
interface Counted {
  from: number;
  seq: number;
  timeZone: string;
  /** Called after each month; the first time there are as many as documents have. */
  onMonth?: ((done: { months: number; of: number }) => void) | undefined;
}

/**
 * Counts in `usual_months` what has come to `ranking_rows` since it was counted last, whole months of the places and of the
 * events without a place that it touches. Broken off or done twice it changes nothing that is read before the mark is moved
 * (settle-ranking.ts).
 */
export async function settleUsualDays(analytics: Analytics, { onMonth, ...counted }: Counted): Promise<void> {
  const months = await listMonths(analytics, counted);
  for (const [done, month] of months.entries()) {
    const params = { ...counted, month, ...daysAround(month) };
    await runCommand(analytics, { name: 'settle_usual_days', sql: SETTLE, params, settings: WITHIN_MONTHS });
    onMonth?.({ months: done + 1, of: months.length });
  }
}

/** Local months that documents of such subjects came to or went from since, as 202012, the newest first. */
async function listMonths(analytics: Analytics, since: { from: number }): Promise<number[]> {
  const rows = await runQuery(analytics, {
    name: 'list_touched_months',
    sql: `SELECT DISTINCT toYYYYMM(arrayJoin([day - 1, day, day + 1])) AS month
          FROM (SELECT DISTINCT day FROM ranking_rows WHERE ${TOUCHED}
                UNION ALL SELECT DISTINCT day FROM ranking_rows WHERE is_mention = 0 AND subject IN (${DESCRIBED}))
          ORDER BY month DESC`,
    params: since,
    row: z.object({ month: z.number() }),
  });
  return rows.map(({ month }) => month);
}

/** The days of a month in any time zone, as `ranking_rows` dates them. */
function daysAround(month: number): { first: string; last: string } {
  const [year, index] = [Math.floor(month / 100), (month % 100) - 1];
  const [first, last] = [Date.UTC(year, index, 0), Date.UTC(year, index + 1, 1)].map((time) =>
    new Date(time).toISOString().slice(0, 10),
  );
  return { first: first!, last: last! };
}

const TOUCHED = 'revision >= {from:UInt64}';
const AROUND = 'day BETWEEN toDate({first:String}) AND toDate({last:String})';
/** An event of one document has no days before those of its own. */
const OWN = 'is_single = 0 AND background = 0';
/** One that named a place until now, or was of one document, has months that nobody counted. */
const DESCRIBED = `SELECT event FROM ranking_keys WHERE ${OWN} AND ${TOUCHED}`;
/** A version that was replaced may have stood on another local day, but on the same one of `ranking_rows`. */
const subjectsOf = (isMention: 0 | 1): string =>
  `SELECT DISTINCT subject FROM ranking_rows WHERE is_mention = ${isMention} AND ${AROUND}`;
const SUBJECTS = {
  1: `${subjectsOf(1)} AND ${TOUCHED}`,
  0: `${subjectsOf(0)} AND subject IN (
        ${DESCRIBED} UNION ALL
        SELECT event FROM ranking_keys WHERE ${OWN} AND event IN (${subjectsOf(0)} AND ${TOUCHED}))`,
};

const wards = wardLevels.map((level) => `('${level}', ${rankingLevels[level].located}, ${rankingLevels[level].ward})`);
const daysOf = (level: WardLevel): string => `arraySort(groupArrayIf(packed, level = '${level}')) AS ${level}`;
const mentionsOf = (isMention: 0 | 1): string => `
    SELECT subject, toDate(published_at, {timeZone:String}) AS date, person,
      arrayJoin(arrayFilter(one -> one.2 != 0, [${wards.join(', ')}])) AS each
    FROM ranking_rows FINAL PREWHERE is_mention = ${isMention} AND ${AROUND} AND subject IN (${SUBJECTS[isMention]})
    WHERE weighs AND toYYYYMM(date) = {month:UInt32}`;

// A subject that has lost all its documents gets a row without days.
const SETTLE = `
INSERT INTO usual_months (month, subject, seq, ${wardLevels.join(', ')})
SELECT {month:UInt32}, subject, {seq:UInt64}, ${wardLevels.map(daysOf).join(', ')}
FROM (
  SELECT subject, each.1 AS level, ${packedDay('each.3', 'toDayOfMonth(date)', 'uniqExact(person)')} AS packed
  FROM (${mentionsOf(1)} UNION ALL ${mentionsOf(0)})
  GROUP BY subject, level, each.3, date
  UNION ALL
  SELECT subject, '', 0 FROM (${SUBJECTS[1]} UNION ALL ${SUBJECTS[0]})
)
GROUP BY subject`;
