/** GET /api/audit: the newest lines first. */
export interface AuditPage {
  rows: {
    id: number;
    at: string;
    actorId: string;
    actorName: string;
    action: string;
    target: string;
    detail: string;
  }[];
  /** Pass as `before` for the next page; null at the end. */
  next: number | null;
}

/** GET /api/audit/chain: whether the log is as it was written; `brokenAt` is the first line that is not. */
export interface AuditChain {
  intact: boolean;
  rows: number;
  brokenAt: number | null;
}
