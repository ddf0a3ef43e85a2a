/** What a detector calls: 突增 burst · 缓升 slow rise · 聚集 cluster of adjacent wards · 数据中断 a source that fell silent. */
export const signalKinds = ['burst', 'rise', 'cluster', 'silence'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** One signal as the `signals` table holds it; instants are UTC. */
export interface Signal {
  signal_id: string;
  kind: SignalKind;
  /** The ward that holds it: district, street or community; '' when it is about a source of the whole district. */
  ward_code: string;
  /** The communities of a cluster; otherwise empty. */
  ward_codes: string[];
  topic_code: string;
  /** The source that fell silent; otherwise ''. */
  source_id: string;
  raised_at: string;
  /** From when on its reports are counted; of a silence, the last document. */
  since: string;
  /** The latest look at which it held. */
  last_at: string;
  /** Distinct reporters since then, and what such a span usually brings. */
  observed: number;
  expected: number;
  /** Variance/mean of the counts. */
  dispersion: number;
  /** Probability of as much by chance; 1 where the detector gives none. */
  p_value: number;
  /** The CUSUM of a rise, the log likelihood ratio of a cluster. */
  score: number;
  /** Of a cluster: days in which chance brings one like it. */
  recurrence_days: number;
  /** Events that its reports belong to, the largest first. */
  event_ids: string[];
  /** Version of the detection setting that it was called by. */
  parameters_version: number;
}
