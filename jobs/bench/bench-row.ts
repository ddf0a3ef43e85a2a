/** One line of `npm run -s bench -- NAME --json`: a measured value and, where there is one, what it is compared with. */
export interface BenchRow {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  /** What was measured on, e.g. '4326 appeals, 41 checked events'. */
  data: string;
  /** What is asked of the value, and whether it is met. */
  asked?: string;
  isMet?: boolean;
  baseline?: string;
  baselineValue?: number;
  /** value / baselineValue. */
  ratio?: number;
}
