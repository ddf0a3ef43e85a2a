import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import type { BoundaryChange } from '../current-ward.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { IN_WINDOW, type ReportWindow, UNIT, unitParams } from './units.ts';

const rowSchema = z.object({ unit: z.string(), voices: z.number() });

/** 发声人数 of every ward in a window, as list-ward-counts.ts gives it to pages; wards without a document are absent. */
export async function listUnitVoices(
  analytics: Analytics,
  changes: readonly BoundaryChange[],
  window: ReportWindow,
): Promise<Map<string, number>> {
  const rows = await runQuery(analytics, {
    name: 'list_unit_voices',
    sql: `SELECT unit, voices FROM (${countVoices(
      'unit',
      `SELECT ${VOICE_COLUMNS}, ${UNIT} AS unit FROM memberships FINAL WHERE ${IN_WINDOW}`,
    )})`,
    params: unitParams({ axis: 'wards', changes }, window),
    row: rowSchema,
  });
  return new Map(rows.map(({ unit, voices }) => [unit, voices]));
}
