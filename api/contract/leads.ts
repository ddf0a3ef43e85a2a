/** What a detector called: 突增 缓升 聚集 数据中断. */
export interface SignalView {
  id: string;
  kind: 'burst' | 'rise' | 'cluster' | 'silence';
  wardCode: string;
  wardName: string;
  /** The communities of a cluster; otherwise empty. */
  wards: { code: string; name: string }[];
  topicCode: string;
  topicName: string;
  sourceName: string;
  raisedAt: string;
  since: string;
  lastAt: string;
  /** Distinct reporters since then, and what such a span usually brings. */
  observed: number;
  expected: number;
  /** Probability of as much by chance; null of a rise. */
  p: number | null;
  /** Of a cluster: days in which chance brings one like it. */
  recurrenceDays: number | null;
  eventId: string | null;
}

/** Equal windows before and after something was done; `ratio` with its 95 % interval is null when nothing can be said. */
export interface EffectView {
  verdict: 'fell' | 'rose' | 'unclear' | 'tooFew' | 'tooEarly';
  before: number;
  after: number;
  elsewhereBefore: number;
  elsewhereAfter: number;
  days: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
}

/** GET /api/events/{id}/background: what is known around an event. POST …/interventions and DELETE …/interventions/{mark} answer it too. */
export interface EventBackground {
  signals: SignalView[];
  recurrence: { last30: number; last90: number; last180: number; occasions: number; isRecurring: boolean };
  announcements: { at: string; wardName: string; title: string }[];
  effects: { id: number; doneAt: string; title: string; by: string; effect: EffectView }[];
}

/** GET /api/leads?ward&days: 研判线索. */
export interface Leads {
  at: string;
  /** Of the window. */
  signals: SignalView[];
  /** 反复问题: the same place and topic at least three times in 180 days. */
  recurring: {
    place: string;
    topicCode: string;
    topicName: string;
    wardCode: string;
    wardName: string;
    reports: number;
    reporters: number;
    last30: number;
    last90: number;
    open: number;
    occasions: number;
    firstAt: string;
    lastAt: string;
    eventId: string | null;
  }[];
  /** What was done lately and what came of it, the latest first. */
  measures: (EventBackground['effects'][number] & { eventId: string; eventTitle: string })[];
  /** 每月一题 candidates, over twelve months. */
  monthly: {
    topicCode: string;
    topicName: string;
    reports: number;
    communities: number;
    departments: number;
    months: number;
    score: number;
  }[];
  /** 未诉先办: what the coming month (YYYY-MM) brought more of in past years. */
  coming: { month: string; topics: { topicCode: string; topicName: string; ratio: number; past: number[] }[] };
}
