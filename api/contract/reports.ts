/** Kinds of report: 月报 周报 日报 专报 推进会材料 督办单. */
export type ReportKindName = 'monthly' | 'weekly' | 'daily' | 'special' | 'meeting' | 'notice';

export type ReportStateName = 'counting' | 'failed' | 'draft' | 'review' | 'issued';

/** GET /api/reports */
export interface ReportList {
  rows: ReportHeadView[];
  /** What the asker may make. */
  mayEdit: boolean;
  /** More reports follow on the next page. */
  hasMore: boolean;
  /** The latest months, weeks or days that can be reported, by kind of report, each newest first. */
  periods: Record<ReportKindName, { key: string; label: string; kind: 'month' | 'week' | 'day' }[]>;
}

export interface ReportHeadView {
  id: string;
  kind: ReportKindName;
  name: string;
  periodKey: string;
  state: ReportStateName;
  problem: string;
  number: string;
  /** Lies on the asker's desk and was not read there yet. */
  unread: boolean;
  /** The text around the first word that was looked for; '' where it stands in the name. */
  found: string;
  issuedAt: string | null;
  updatedAt: string;
  updatedBy: string;
}

/** GET /api/report-templates: a district's own Word file for a kind of report. */
export interface ReportTemplate {
  kind: ReportKindName;
  name: string;
  at: string;
  by: string;
}

/** One piece of a sentence: words, or a figure that stays bound to its counting. */
export type ReportPiece = string | { figure: string; text: string; definition: string };

export type ReportBlock =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | {
      kind: 'paragraph';
      id: string;
      pieces: ReportPiece[];
      isQuote: boolean;
      /** The generated sentence, when somebody wrote another; taken out when the pieces are none. */
      generated: ReportPiece[] | null;
      /** The generated sentence as it was when it was edited; else as it is. */
      base: string;
      /** The counting changed since the sentence was edited. */
      isStale: boolean;
    }
  | { kind: 'table'; caption: string; columns: { header: string; isText: boolean }[]; rows: string[][]; note: string }
  | { kind: 'chart'; id: string; caption: string };

/** One number that a later counting gives otherwise. */
export interface ReportDifference {
  place: string;
  item: string;
  what: string;
  before: string;
  after: string;
}

/** POST /api/reports/{id}/corrections: what differs, and, for leaders only, what may not be printed of it. */
export interface ReportChanges {
  differences: ReportDifference[];
  withheld: ReportDifference[];
}

/** Somebody who was sent a report (edition 0) or its n-th correction: on the desk, or by mail. */
export interface ReportSent {
  way: 'department' | 'account' | 'mail';
  name: string;
  edition: number;
  sentAt: string | null;
  /** 已阅, on a desk. */
  readAt: string | null;
  readBy: string;
  /** Of a mail: its id, how it stands, and what the last attempt was answered. */
  mail: { id: string; state: 'waiting' | 'sent' | 'dead'; attempts: number; code: string } | null;
}

/** GET /api/reports/{id} */
export interface ReportDetail {
  head: ReportHeadView;
  version: number;
  title: string;
  coverage: string;
  issuer: string;
  date: string;
  snapshotId: string;
  takenAt: string;
  blocks: ReportBlock[];
  attachments: { title: string; blocks: ReportBlock[] }[];
  allowed: ('edit' | 'recount' | 'submit' | 'return' | 'issue' | 'correct' | 'annex' | 'read' | 'resend')[];
  /** The district's own Word file for this kind, by its name; '' without one. */
  template: string;
  /** Who handed it over for review; '' before. */
  submittedBy: string;
  /** The asker handed it over, so somebody else has to issue it. */
  needsSecondPerson: boolean;
  /** Who was sent it; none for whoever was only sent it themselves. */
  distribution: ReportSent[];
  corrections: { number: number; at: string; by: string; differences: ReportDifference[] }[];
  /** What corrections did not print, with the correction that it belongs to; for leaders, none for others. */
  withheld: { at: string; by: string; correction: number | null; differences: ReportDifference[] }[];
}
