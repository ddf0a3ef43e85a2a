import type { Snapshot } from '../snapshot/snapshot.ts';
import { monthDay } from '../period.ts';
import { trimmed } from './figures.ts';

type WeatherDay = NonNullable<Snapshot['weather']>[number];

/** 大雨 暴雨 大暴雨 特大暴雨: mm in 24 hours, GB/T 28592-2012. */
const RAIN = [
  [250, '特大暴雨'],
  [100, '大暴雨'],
  [50, '暴雨'],
  [25, '大雨'],
] as const;
/** 高温日, as the weather service warns. */
const HOT = 35;
/** 低温: pipes freeze. */
const COLD = 0;
const DAY_MS = 86_400_000;

const rainOf = ({ rainMm }: WeatherDay): string | undefined => RAIN.find(([least]) => rainMm >= least)?.[1];

/** What a day was like where it was more than usual: 暴雨（62.5毫米）; '' otherwise. */
function told(of: WeatherDay): string {
  const rain = rainOf(of);
  if (rain) return `${rain}（${trimmed(of.rainMm)}毫米）`;
  if (of.temperature !== null && of.temperature >= HOT) return `高温（${trimmed(of.temperature)}℃）`;
  return of.temperature !== null && of.temperature <= COLD ? `低温（最高${trimmed(of.temperature)}℃）` : '';
}

/** What the busiest day coincides with, on it or the day before; said beside it, not as its proven cause. '' without weather. */
export function weatherOn({ weather = [] }: Pick<Snapshot, 'weather'>, day: string): string {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
  for (const [date, word] of [
    [day, '当日'],
    [before, '前一日'],
  ]) {
    const found = weather.find((each) => each.day === date);
    if (found && told(found) !== '') return `${word}有${told(found)}，时间上相连`;
  }
  return '';
}

/** The days of heavy rain and of heat within the period: 期内大雨以上2天，最大为11月9日62.5毫米。 '' where there was none. */
export function weatherWords({ weather = [], period }: Pick<Snapshot, 'weather' | 'period'>): string {
  const within = weather.filter(({ day }) => day >= period.firstDay && day <= period.lastDay);
  const wet = within.filter((each) => rainOf(each) !== undefined).toSorted((a, b) => b.rainMm - a.rainMm);
  const hot = within.filter(({ temperature }) => temperature !== null && temperature >= HOT);
  const words = [
    ...(wet.length > 0
      ? [`大雨以上${wet.length}天，最大为${monthDay(wet[0]!.day)}${trimmed(wet[0]!.rainMm)}毫米`]
      : []),
    ...(hot.length > 0 ? [`最高气温${HOT}℃以上${hot.length}天`] : []),
  ];
  return words.length === 0 ? '' : `期内${words.join('；')}。`;
}
