import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { IN_WINDOW, type ReportWindow, UNIT, type UnitAxis, unitParams } from './units.ts';

const rowSchema = z.object({
  unit: z.string(),
  topic: z.string(),
  documents: z.number(),
  /** Distinct voices: a text that many paste is one, and so is whoever writes many. */
  reporters: z.number(),
});
export type UnitTopic = z.infer<typeof rowSchema>;

/** Documents and voices of every unit per category (`length` 2) or topic (`length` 4), those of most voices first. */
export function listUnitTopics(
  analytics: Analytics,
  units: UnitAxis,
  window: ReportWindow & { length: 2 | 4 },
): Promise<UnitTopic[]> {
  return runQuery(analytics, {
    name: 'list_unit_topics',
    sql: `SELECT unit, topic, documents, voices AS reporters
          FROM (${countVoices(
            'unit, topic',
            `SELECT ${VOICE_COLUMNS}, ${UNIT} AS unit, substring(toString(topic_code), 1, {length:UInt8}) AS topic
             FROM memberships FINAL WHERE ${IN_WINDOW}`,
          )})
          ORDER BY unit, reporters DESC, documents DESC, topic`,
    params: { ...unitParams(units, window), length: window.length },
    row: rowSchema,
  });
}
