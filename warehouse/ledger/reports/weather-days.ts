import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const weatherRow = z.object({ day: z.string(), rain_mm: z.number(), temperature: z.number().nullable() });
/** Rain in mm and the highest temperature in °C of a calendar day. */
export type WeatherDay = z.infer<typeof weatherRow>;

/** The weather of the days from first to last, in their order; days that were not imported are absent. */
export function listWeatherDays(on: Queryable, first: string, last: string): Promise<WeatherDay[]> {
  return runStatement(on, {
    name: 'list-weather-days',
    text: `select day::text as day, rain_mm, temperature from weather_days where day between $1::date and $2::date order by day`,
    values: [first, last],
    row: weatherRow,
  });
}

/** Keeps days; a day that is there already becomes as the later file has it. */
export async function saveWeatherDays(on: Queryable, days: readonly WeatherDay[]): Promise<void> {
  await runStatement(on, {
    name: 'save-weather-days',
    text: `insert into weather_days (day, rain_mm, temperature)
           select distinct on (day) day, rain, temperature
           from unnest($1::date[], $2::real[], $3::real[]) with ordinality as row (day, rain, temperature, n) order by day, n desc
           on conflict (day) do update set rain_mm = excluded.rain_mm, temperature = excluded.temperature`,
    values: [days.map(({ day }) => day), days.map(({ rain_mm }) => rain_mm), days.map((each) => each.temperature)],
    row: noRow,
  });
}
