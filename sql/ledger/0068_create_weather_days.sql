-- 天气: what a station measured on a day, imported by the office, so that a report can say what a busy day coincides with.
create table weather_days (
  day          date primary key,
  rain_mm      real not null check (rain_mm between 0 and 2000),
  -- Highest of the day, °C; null where the file has none.
  temperature  real check (temperature between -60 and 60)
);
