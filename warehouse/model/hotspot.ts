/** Trend words after emerging-hot-spot analysis: 新增 连续 加剧 持续 零星. */
export const trends = ['new', 'continuing', 'intensifying', 'persistent', 'sporadic'] as const;
export type Trend = (typeof trends)[number];

/** Windows, in days, that are ranked; the pages offer exactly these. */
export const windowDays = [1, 7, 30, 90] as const;
export type WindowDays = (typeof windowDays)[number];

/** The parts of a heat, each in points; their sum is the heat (0–100). */
export interface HeatParts {
  /** 数量 0–35. */ volume: number;
  /** 突增 0–30. */ burst: number;
  /** 严重 0–20. */ severity: number;
  /** 未办结 0–10. */ overdue: number;
  /** 扩散 0–5. */ spread: number;
}

/** The raw counts behind the parts, so that a reader can recompute them. */
export interface HeatCounts {
  documents: number;
  reporters: number;
  communities: number;
  sources: number;
  open: number;
  /** Working days that the oldest open document is past its duty, at most 10. */
  overdue: number;
  privateDocuments: number;
  /** Person-weighted, time-decayed volume V and its expectation E for the window. */
  weighted: number;
  expected: number;
  /** −log10 P(NB(E, φ) ≥ V), capped at 6. */
  surprise: number;
}
