import { FileShapeError } from '#ingest/files/file-row.ts';
import type { WeatherDay } from '#warehouse/ledger/reports/weather-days.ts';

const columns = {
  day: ['日期', 'date', 'day'],
  rain: ['降雨量', '降水量', '日降雨量', '日降水量', '雨量', 'rainfall', 'rain', 'precipitation'],
  temperature: ['最高气温', '日最高气温', '最高温度', '气温', '温度', 'temperature', 'tmax'],
} as const;
/** What weather stations write for a trace of rain, in mm, and for what they did not measure. */
const TRACE = new Set(['微量', 't', 't.']);
const ABSENT = new Set(['', '-', '—', '缺测', 'na', 'null', '999.9', '9999', '32766']);
/** The most that was ever measured in a day is 1 825 mm. */
const LIMITS = { rain: 2_000, temperature: 60 };

/** The days of a table with a header, and the numbers of the lines that cannot be read. Throws FileShapeError without the columns. */
export function parseWeather(rows: readonly (readonly unknown[])[]): { days: WeatherDay[]; wrong: number[] } {
  const [header = [], ...body] = rows;
  const find = (names: readonly string[]): number => header.findIndex((cell) => names.includes(headerWord(cell)));
  const at = { day: find(columns.day), rain: find(columns.rain), temperature: find(columns.temperature) };
  if (at.day < 0 || at.rain < 0) throw new FileShapeError('第一行须有“日期”和“降雨量”两列（“最高气温”可选）');
  const days: WeatherDay[] = [];
  const wrong: number[] = [];
  for (const [index, row] of body.entries()) {
    const day = dayOfCell(row[at.day]);
    const rain = numberOf(row[at.rain]);
    const temperature = at.temperature < 0 ? null : numberOf(row[at.temperature]);
    const isRain = typeof rain === 'number' && rain >= 0 && rain <= LIMITS.rain;
    const isTemperature =
      temperature === null || (temperature !== undefined && Math.abs(temperature) <= LIMITS.temperature);
    if (day !== undefined && isRain && isTemperature) days.push({ day, rain_mm: rain, temperature });
    else wrong.push(index + 2);
  }
  return { days, wrong };
}

const headerWord = (cell: unknown): string =>
  String(cell ?? '')
    .replace(/^\uFEFF/, '')
    .replace(/[（(].*$/u, '')
    .trim()
    .toLowerCase();

/** 2020-11-09, 2020/11/9, 20201109 or 2020年11月9日. */
function dayOfCell(cell: unknown): string | undefined {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?$/.exec(String(cell ?? '').trim());
  if (!match) return undefined;
  const [, year, month, date] = match;
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? undefined : day;
}

/** null where nothing was measured, undefined for what is no number. */
function numberOf(cell: unknown): number | null | undefined {
  const text = String(cell ?? '')
    .trim()
    .toLowerCase();
  if (TRACE.has(text)) return 0;
  if (ABSENT.has(text)) return null;
  const value = Number(text.replace(/(?:mm|毫米|℃|°c|度)$/u, ''));
  return Number.isFinite(value) ? value : undefined;
}
