import type { BenchRow } from '../bench-row.ts';
import type { Rule } from './baselines.ts';
import type { Injection } from './injections.ts';
import { median, perWeek, share, type Tally } from './tally.ts';

type Ours = Record<'burst' | 'rise' | 'cluster', Tally>;
type Both = Record<'burst' | 'rise', Tally>;

const isKind =
  (kind: Injection['kind']) =>
  (injection: Injection): boolean =>
    injection.kind === kind;
const isBig = ({ size }: Injection): boolean => size >= 8;
const isTen = ({ size, kind }: Injection): boolean => size === 10 && kind === 'medium';
const any = (): boolean => true;

/** What is told of every detector. */
const measures: readonly { metric: string; unit: string; of: (each: Both) => number }[] = [
  { metric: 'sensitivity, 5–7 reporters', unit: 'share', of: ({ burst }) => share(burst, isKind('small')) },
  { metric: 'sensitivity, 8–12 reporters', unit: 'share', of: ({ burst }) => share(burst, isKind('medium')) },
  { metric: 'sensitivity, 20 reporters', unit: 'share', of: ({ burst }) => share(burst, isKind('large')) },
  { metric: 'sensitivity', unit: 'share', of: ({ burst }) => share(burst, isBig) },
  { metric: 'median_delay_hours', unit: 'h', of: ({ burst }) => median(burst, isTen) },
  { metric: 'false_alarms_per_week, bursts', unit: '1/week', of: ({ burst }) => perWeek(burst) },
  { metric: 'sensitivity, slow rise', unit: 'share', of: ({ rise }) => share(rise, isKind('rise')) },
  { metric: 'median_delay_days, slow rise', unit: 'd', of: ({ rise }) => median(rise, isKind('rise')) / 24 },
  { metric: 'sensitivity, faint rise', unit: 'share', of: ({ rise }) => share(rise, isKind('faint-rise')) },
  { metric: 'false_alarms_per_week, rises', unit: '1/week', of: ({ rise }) => perWeek(rise) },
];

/** The rows of the bench: each measure of ours, and beside it each plain rule's. */
export function detectionRows(ours: Ours, plain: ReadonlyMap<Rule, Both>, data: string): BenchRow[] {
  const own = (metric: string, value: number, unit: string): BenchRow => ({
    bench: 'detection',
    metric,
    value,
    unit,
    data,
  });
  const compared = measures.flatMap(({ metric, unit, of }) => {
    const row = own(metric, of(ours), unit);
    const beside = [...plain].map(([rule, tallies]): BenchRow => {
      const baselineValue = of(tallies);
      const baseline = rule === 'count' ? 'count rule' : `EARS ${rule}`;
      return { ...row, baseline, baselineValue, ratio: row.value / baselineValue };
    });
    return [row, ...beside];
  });
  const all = perWeek(ours.burst) + perWeek(ours.rise) + perWeek(ours.cluster);
  return [
    ...compared,
    own('sensitivity, clusters by scan', share(ours.cluster, any), 'share'),
    own('median_delay_days, clusters', median(ours.cluster, any) / 24, 'd'),
    own('false_alarms_per_week, clusters', perWeek(ours.cluster), '1/week'),
    own('false_alarms_per_week', all, '1/week'),
  ];
}
