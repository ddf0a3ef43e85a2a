import type { AlertLevel, AlertState, AssignmentAction } from '#warehouse/model/alert.ts';

/** One alert in a list. GET /api/alerts?state=open|closed|all&ward&topic&department&level&event&cursor. */
export interface AlertRow {
  id: string;
  /** The number an office quotes, e.g. 2020-0042. */
  number: string;
  eventId: string;
  title: string;
  place: string;
  topicCode: string;
  topicName: string;
  wardCode: string;
  wardName: string;
  level: AlertLevel;
  state: AlertState;
  heat: number;
  documents: number;
  reporters: number;
  raisedAt: string;
  /** What the office itself has to do by when: 回访, or the decision on a 退回. */
  officeDue: { clock: 'follow_up' | 'decide_return'; at: string } | null;
  /** Messages are muted until then; the clocks run on. */
  silencedUntil: string | null;
  /** Grows with each change; an action must name the version that its person saw. */
  version: number;
  assignments: AssignmentView[];
}

export interface AlertList {
  rows: AlertRow[];
  total: number;
  nextCursor: string | null;
}

export interface AssignmentView {
  id: string;
  departmentCode: string;
  departmentName: string;
  role: 'lead' | 'assist';
  state: AlertState;
  signDueAt: string | null;
  replyDueAt: string | null;
  resolveDueAt: string | null;
  signedAt: string | null;
  repliedAt: string | null;
  resolvedAt: string | null;
  /** Who signed; '' while nobody has. */
  signedBy: string;
  /** Who on duty is called now; '' where the roster names nobody. */
  called: string;
  /** When the unit is reminded next; null when nothing reminds it any more. */
  nextReminderAt: string | null;
  /** 日历未发布: the year in which a deadline would fall that has none. */
  uncoveredYear: number | null;
  /** 分段时限 of the matter (停工, 处罚 …); done once reported. */
  milestones: { name: string; dueAt: string | null; doneAt: string | null }[];
  /** 派单争议: open until the arbiter has ruled. */
  dispute: '' | 'open' | 'decided';
  /** What the asker may take back here, and until when. */
  undo: { action: AssignmentAction; until: string } | null;
  /** Which clock is late now, if any. */
  overdue: 'sign' | 'reply' | 'resolve' | null;
  /** What the asker may do now, enforced again by the server. */
  actions: AssignmentAction[];
}

/** GET /api/alerts/{id}. */
export interface AlertDetail {
  alert: AlertRow;
  log: { at: string; actor: string; action: string; from: string; to: string; note: string }[];
  deliveries: {
    id: string;
    departmentName: string;
    channel: string;
    kind: string;
    /** held: until the quiet hours end or the day's budget is new · muted: by a silence · void: the matter ended first. */
    state: 'pending' | 'delivered' | 'failed' | 'dead' | 'held' | 'muted' | 'void';
    attempts: { at: string; ok: boolean; status: number | null; ms: number; detail: string }[];
    deliveredAt: string | null;
  }[];
}

/** POST /api/alerts/{id}/actions; header Idempotency-Key. 200 AlertDetail, 409 problem with `allowed`. */
export interface ActionRequest {
  assignmentId: string;
  action: AssignmentAction;
  version: number;
  /** Reply text, return reason, transfer target and so on; which are needed depends on the action. */
  note?: string;
  outcome?: 'solved' | 'partly' | 'explained' | 'unsolvable';
  departmentCode?: string;
  until?: string;
  /** 退回: the list or rule it rests on. */
  basis?: string;
  /** 延期, in working days; a dispatcher grants it or refuses (false). */
  days?: number;
  grant?: boolean;
  /** 催办 督办 通报. */
  level?: 'urge' | 'supervise' | 'circular';
  /** 回访: what the resident says, and whether the unit is at fault for 不满意. */
  result?: 'satisfied' | 'basically' | 'dissatisfied' | 'unreachable';
  unitAtFault?: boolean;
  /** 回复: the milestone (停工, 处罚 …) that it reports as done. */
  milestone?: string;
  /** 回访: whether the matter itself is solved, by the resident's word. */
  solved?: 'solved' | 'partly' | 'unsolved';
}

/** GET /api/alerts/{id}/attachments; POST …?name= with the bytes adds one; GET …/{attachmentId} downloads it. */
export interface AttachmentView {
  id: string;
  name: string;
  type: string;
  bytes: number;
  at: string;
  by: string;
}

/** GET /api/canned-replies?topic. */
export interface CannedReply {
  title: string;
  text: string;
}

/** POST /api/follow-ups/import?apply=0|1: what became, or would become, of a file of 回访. */
export interface FollowUpReport {
  rows: number;
  taken: number;
  /** Alerts followed up by the rows taken. */
  alerts: number;
  /** Rows that were in already with the same answer. */
  repeated: number;
  rejects: {
    line: number;
    ticketId: string;
    reason:
      | 'no_ticket'
      | 'unknown_result'
      | 'unknown_solved'
      | 'twice'
      | 'no_alert'
      | 'several_alerts'
      | 'not_resolved'
      | 'closed'
      | 'differs';
    /** The value that was not understood. */
    word: string;
  }[];
}

/** GET /api/routing/suggestions: learned from the transfers of 90 days. */
export interface RoutingSuggestion {
  topicCode: string;
  topicName: string;
  wardCode: string;
  wardName: string;
  from: string;
  to: string;
  toCode: string;
  times: number;
  of: number;
}
