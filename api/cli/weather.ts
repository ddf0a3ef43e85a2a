import { resolve } from 'node:path';
import { FileShapeError } from '#ingest/files/file-row.ts';
import { readCsvRows } from '#ingest/files/read-csv.ts';
import { parseWeather } from '#jobs/reports/weather/parse-weather.ts';
import { saveWeatherDays } from '#warehouse/ledger/reports/weather-days.ts';
import { Failure } from './failure.ts';
import { openSystem, type SystemOptions } from './open-system.ts';

/** A hundred years. */
const MOST_DAYS = 36_525;

/** `minqing weather`: the days of a csv with date, rainfall in mm and highest temperature, for the sentences of reports. */
export async function weather(file: string, options: SystemOptions): Promise<void> {
  const path = resolve(file);
  const rows: (readonly unknown[])[] = [];
  try {
    for await (const row of readCsvRows(path)) {
      if (rows.length > MOST_DAYS) throw new Failure(`文件超过 ${MOST_DAYS} 行`, 2);
      rows.push('cells' in row ? row.cells : []);
    }
    const { days, wrong } = parseWeather(rows);
    const system = await openSystem(options, { attach: true });
    try {
      await saveWeatherDays(system.ledger, days);
    } finally {
      await system.close();
    }
    console.log(`导入 ${days.length} 天的天气`);
    if (wrong.length > 0) console.error(`有 ${wrong.length} 行看不懂，未导入：第 ${wrong.slice(0, 20).join('、')} 行`);
  } catch (error) {
    throw error instanceof FileShapeError ? new Failure(error.message, 2) : error;
  }
}
