/** GET /api/sources. */
export interface SourceHealth {
  sourceId: string;
  name: string;
  /** silent: it answers and brings nothing where it usually would (数据中断). */
  state: 'ok' | 'late' | 'failing' | 'never' | 'silent';
  lastPullAt: string | null;
  lastDocumentAt: string | null;
  lastError: string;
  /** Of a chat: how far the people in it agreed; '' elsewhere. */
  consent?: '' | 'given' | 'notice' | 'unknown';
  accepted: number;
  skipped: Record<string, number>;
  rejected: Record<string, number>;
}

/** GET /api/rejects?source=&reason=&before=: rows that were not taken, for those who see the whole district. */
export interface RejectList {
  groups: { sourceId: string; source: string; reason: string; count: number; replayable: number; lastAt: string }[];
  rows: RejectView[];
  /** Give it as `before` for the next page; null on the last. */
  nextBefore: number | null;
}

/** A rejected row. `detail` and `excerpt` hold no personal data. */
export interface RejectView {
  id: number;
  source: string;
  at: string;
  position: string;
  reason: string;
  detail: string;
  excerpt: string;
  /** False when nothing of the row was kept: it has to come again from its platform or file. */
  replayable: boolean;
}

/** POST /api/rejects/replay { source, reason }: what became of the rows that were tried again. */
export interface ReplayResult {
  tried: number;
  accepted: number;
  rejected: number;
  lost: number;
}

/** GET /api/sources/relocation: the latest look for the wards of documents that had none; null before the first. */
export interface Relocation {
  askedAt: string;
  /** Documents without a ward when it began, those looked at since, and those of them that got one. */
  total: number;
  looked: number;
  found: number;
  finishedAt: string | null;
}

/** GET /api/coverage?day=: what each committee reported of its coverage; null where it reported nothing (未报). */
export interface Coverage {
  day: string;
  /** Committees that have to report, and those that did. */
  expected: number;
  reported: number;
  totals: { registered: number; party: number; active: number };
  rows: {
    wardCode: string;
    ward: string;
    registered: number | null;
    party: number | null;
    active: number | null;
    reportedAt: string | null;
  }[];
}
