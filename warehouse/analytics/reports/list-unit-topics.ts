import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, PERSON, type ReportWindow, UNIT, type UnitAxis, unitParams } from './units.ts';

const rowSchema = z.object({ unit: z.string(), topic: z.string(), documents: z.number(), reporters: z.number() });
export type UnitTopic = z.infer<typeof rowSchema>;

/** Documents and distinct persons of every unit per category (`length` 2) or topic (`length` 4). */
export function listUnitTopics(
  analytics: Analytics,
  units: UnitAxis,
  window: ReportWindow & { length: 2 | 4 },
): Promise<UnitTopic[]> {
  return runQuery(analytics, {
    name: 'list_unit_topics',
    sql: `SELECT ${UNIT} AS unit, substring(toString(topic_code), 1, {length:UInt8}) AS topic,
                 count() AS documents, uniqExact(${PERSON}) AS reporters
          FROM memberships FINAL WHERE ${IN_WINDOW}
          GROUP BY unit, topic ORDER BY unit, documents DESC, topic`,
    params: { ...unitParams(units, window), length: window.length },
    row: rowSchema,
  });
}
