/**
 * What the API gives to the dashboard, as types only. One filter model serves pages, drill-down,
 * export and permalinks. Instants are UTC ISO strings; a "day" is a calendar day of the district's
 * time zone as YYYY-MM-DD. Counts are of documents unless the name says otherwise.
 */
import type { AlertLevel, AlertState, AssignmentAction } from '#warehouse/model/alert.ts';
import type { Document } from '#warehouse/model/document.ts';
import type { HeatCounts, HeatParts, Trend, WindowDays } from '#warehouse/model/hotspot.ts';
import type { LifeEntry } from '#warehouse/model/life-entry.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';

/** The one filter model; everything optional is "all". It is what stands in the page's URL. */
export interface Filter {
  /** Ward code prefix; absent = the asker's own wards; 'none' = 未定位 rows only. */
  ward?: string;
  days?: WindowDays;
  /** Category (2 digits) or topic (4 digits). */
  topic?: string;
  source?: string;
  event?: string;
  department?: string;
  q?: string;
}

/** Roles as trust.md words them. */
export type Role =
  | 'district_admin'
  | 'district_analyst'
  | 'street_leader'
  | 'street_clerk'
  | 'committee'
  | 'handler'
  | 'auditor'
  | 'wall';

/** GET /api/session · POST /api/session {persona} (demo) or {username,password} · DELETE /api/session. */
export interface Session {
  user: { name: string; role: Role; wards: string[]; lines: string[] | null; departmentCode: string } | null;
  district: { code: string; name: string; timeZone: string };
  clock: { now: string; replay: { speed: number; until: string } | null };
  /** One-click sign-ins, on the demo district only. */
  personas: { id: string; name: string; role: Role; hint: string }[];
  /** What a new installation still wants: its first account, or its district. */
  setup?: 'account' | 'district' | null;
}

/** GET /api/wards: the wards in scope, flat, parents before children. */
export interface WardNode {
  code: string;
  name: string;
  level: WardLevel;
  parentCode: string;
  households: number;
  residents: number;
  /** Where the office laid its tile, counted from 1; absent where nobody did. */
  cell?: { column: number; row: number };
}

/** GET /api/topics. */
export interface TopicNode {
  code: string;
  name: string;
  nameEn: string;
}

/** GET /api/departments: the units that an alert may be transferred to. */
export interface DepartmentNode {
  code: string;
  name: string;
}

/** Where a page's numbers come from, shown on each page. */
export interface Snapshot {
  /** Ranking run that the hotspots are from; null before the first run. */
  runId: string | null;
  /** The instant the numbers are for. */
  asOf: string;
  /** Latest arrival of any document. */
  lastIntakeAt: string | null;
  /** Sources that are late or failing, for 数据中断. */
  lateSources: string[];
}

/** One row of a hot list. */
export interface HotspotRow {
  eventId: string;
  title: string;
  place: string;
  topicCode: string;
  topicName: string;
  kind: 'event' | 'topic';
  /** The ward whose list it is … */
  wardCode: string;
  wardName: string;
  /** … and the smallest ward that holds the whole of it. */
  ownWardName: string;
  rank: number;
  heat: number;
  /** What the heat would be were the counts as low or as high as chance alone may make them (95 %). */
  heatInterval: [low: number, high: number];
  /** The formula that it was computed by, with the version of the district's own parameters. */
  formulaVersion: string;
  parts: HeatParts;
  counts: HeatCounts;
  trend: Trend;
  firstAt: string;
  lastAt: string;
  /** Documents per day over the last 14 days, oldest first. */
  spark: number[];
  alert: { id: string; state: AlertState; level: AlertLevel; departmentName: string } | null;
}

/** GET /api/hotspots?ward&days&topic&q&limit. */
export interface HotspotList {
  snapshot: Snapshot;
  rows: HotspotRow[];
  total: number;
}

/** One tile of the overview; previous is the window before, for 环比. null rates print as "—". */
export interface Tile {
  /** Metric id of the registry: documents, reporters, hotspots, openAlerts, feedbackRate, closeRate, onTimeCloseRate … */
  metric: string;
  value: number | null;
  previous: number | null;
  /** 同比: of the same window a year ago; absent where nothing was taken in then. */
  lastYear?: number | null;
  numerator?: number;
  denominator?: number;
  unit: 'items' | 'persons' | 'ratio' | 'hours';
}

/** GET /api/trend?ward&days&topic: documents per day, split by category. */
export interface TrendPoint {
  day: string;
  total: number;
  byCategory: Record<string, number>;
}

/** GET /api/wards/ranking?ward&days&topic: the children of a ward, both lists side by side, plus 未定位. */
export interface WardRankingRow {
  wardCode: string;
  wardName: string;
  level: WardLevel | 'unlocated';
  documents: number;
  previousDocuments: number;
  reporters: number;
  residents: number;
  households: number;
  hotspots: number;
  topHeat: number;
  openAlerts: number;
  /** What `per10k` is of, as set. */
  per: 'residents' | 'households';
  /** Per 10 000, shrunk toward the peers (empirical Bayes), with a 95 % interval; null = 数据不足. */
  per10k: number | null;
  per10kLow: number | null;
  per10kHigh: number | null;
  rankTotal: number;
  rankPer10k: number | null;
  /** 同类, and the place among them; '' and null where all are compared with all. */
  peers: string;
  rankInPeers: number | null;
}

/** GET /api/overview?ward&days&topic. */
export interface Overview {
  snapshot: Snapshot;
  tiles: Tile[];
  hotspots: HotspotRow[];
  trend: TrendPoint[];
  wards: WardRankingRow[];
  categories: { code: string; name: string; documents: number }[];
  alerts: AlertRow[];
}

/** A document as the asker may read it: private ones come with empty title and text. */
export type DocumentView = Pick<
  Document,
  | 'sourceId'
  | 'externalId'
  | 'kind'
  | 'visibility'
  | 'publishedAt'
  | 'wardCode'
  | 'estate'
  | 'board'
  | 'title'
  | 'text'
  | 'reply'
  | 'repliedAt'
  | 'closedAt'
  | 'status'
  | 'likes'
  | 'comments'
  | 'topicCode'
  | 'topicConfidence'
  | 'topicWords'
  | 'topicBy'
  | 'nature'
  | 'severity'
  | 'severityWords'
  | 'places'
  | 'language'
  | 'closedLevel'
> & {
  /** Documents of the same window that say the same, itself included: 同文. 1 where nobody copied it. */
  copies: number;
  sourceName: string;
  wardName: string;
  topicName: string;
  eventId: string | null;
};

/** GET /api/documents/life?source&id: what happened to one document, oldest first. */
export interface DocumentLife {
  entries: (Omit<LifeEntry, 'wards'> & {
    /** Where the gazetteer placed it before and after; '' is 未定位, or a ward that the asker may not see. */
    wardNames?: [from: string, to: string];
  })[];
}

/** GET /api/documents?…filter&cursor&limit: newest first. */
export interface DocumentList {
  rows: DocumentView[];
  total: number;
  nextCursor: string | null;
}

/** Half-open ranges of UTF-16 units that a text's found words stand in, in order. */
export type Marks = [start: number, end: number][];

/** GET /api/search?q&…filter: without `days` at all times. Best first. */
export interface SearchResult {
  at: string;
  /** No document holds a word for everything that was asked: these hold one for a part of it. */
  isPartial: boolean;
  /** About, where there are more than can be looked at. */
  total: number;
  /** What was found: the asked word, and the words found for it because they mean the same or were probably meant. */
  matters: { asked: string; synonyms: string[]; guesses: string[] }[];
  documents: (DocumentView & { marks: { title: Marks; text: Marks } })[];
  events: {
    eventId: string;
    kind: 'event' | 'topic';
    title: string;
    marks: Marks;
    place: string;
    topicCode: string;
    topicName: string;
    firstAt: string;
    lastAt: string;
    documentCount: number;
    /** Of the best documents, how many are of this event. */
    found: number;
  }[];
}

/** GET /api/events/{id}?ward&days: "why hot". */
export interface EventDetail {
  snapshot: Snapshot;
  hotspot: HotspotRow | null;
  event: {
    eventId: string;
    kind: 'event' | 'topic';
    title: string;
    summary: string;
    keywords: string[];
    place: string;
    /** Whom it concerns (人群); '' where the posts name nobody. */
    crowds: string;
    topicCode: string;
    topicName: string;
    firstAt: string;
    lastAt: string;
    documentCount: number;
  };
  /** Documents per hour over the last two days of the event, or per day over its life. */
  timeline: { unit: 'hour' | 'day'; points: { at: string; documents: number; reporters: number }[] };
  wards: { wardCode: string; wardName: string; documents: number }[];
  sources: { sourceId: string; sourceName: string; documents: number }[];
  /** Members with how each joined; newest first, at most 200. */
  members: (DocumentView & { score: number; because: string[] })[];
  /** Members that are one appeal by several ways (社区通 + 12345), by position in `members`. */
  sameAppeals: { members: number[]; sourceNames: string[]; score: number }[];
  similar: SimilarEventView[];
  alerts: AlertRow[];
}

/** GET /api/wide-matters?…filter&event: one matter in many communities, linked and not merged. */
export interface WideMatter {
  word: string;
  topicCode: string;
  topicName: string;
  /** Communities of the asker that speak of it. */
  wards: number;
  documents: number;
  eventCount: number;
  events: { eventId: string; title: string; place: string; lastAt: string }[];
}

/** A past event alike: why, and what became of it. */
export interface SimilarEventView {
  eventId: string;
  title: string;
  lastAt: string;
  documentCount: number;
  score: number;
  sharedWords: string[];
  isSamePlace: boolean;
  /** Null where nobody was answered and nothing closed. */
  answer: {
    /** The public reply that says most; '' where there is none. */
    reply: string;
    /** Median hours to the reply and days to the end; null where no document has one. */
    replyHours: number | null;
    closeDays: number | null;
    /** Documents after the first was closed. */
    cameBack: number;
  } | null;
}

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

/** One alert in a list. GET /api/alerts?state=open|closed|all&department&event&cursor. */
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
  /** 退回: the list or rule it rests on; the note stands for both when absent. */
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

/** One rate of the registry: what it was made of; value null prints as "—". */
export interface RateView {
  numerator: number;
  denominator: number;
  value: number | null;
  /** Cases left out by a granted 剔除, and the rate with them. */
  excluded?: number;
  valueBefore?: number | null;
}
export type CaseRateId =
  | 'ackOnTimeRate'
  | 'responseRate'
  | 'feedbackRate'
  | 'closeRate'
  | 'onTimeCloseRate'
  | 'resolutionRate'
  | 'satisfactionRate'
  | 'returnRate'
  | 'redoRate';

/** One line of the supervision table: a unit, a street, or all. */
export interface SupervisionRow {
  code: string;
  name: string;
  received: number;
  overdue: number;
  rates: Record<CaseRateId, RateView>;
  /** Months in a row with something late, and what that leads to: 提醒 约谈 督查. */
  overdueMonths: number;
  ladder: '' | 'remind' | 'talk' | 'inspect';
}
/** The platforms' own matters of a street, or all. */
export interface DemandRow {
  code: string;
  name: string;
  documents: number;
  valid: number;
  escalated: number;
  rates: Record<'validRate' | 'feedbackRate' | 'closeRate' | 'inWardResolveRate', RateView>;
}
/** 剔除/申诉 of one case. */
export interface ExclusionView {
  exclusionId: number;
  assignmentId: string;
  alertId: string;
  number: string;
  departmentName: string;
  reason: string;
  basis: string;
  askedBy: string;
  askedAt: string;
  decision: 'pending' | 'granted' | 'refused';
  decidedBy: string;
  decidedAt: string | null;
  decisionNote: string;
  /** Whether the asker may decide on it. */
  mayDecide: boolean;
}
interface MonthView {
  asOf: string;
  total: SupervisionRow;
  units: SupervisionRow[];
  streets: SupervisionRow[];
  demands: DemandRow;
  demandStreets: DemandRow[];
}
/**
 * GET /api/supervision?month=YYYY-MM. `figures` are the published ones where the month is frozen and the asker sees the
 * whole district, else those of now; `versions` are the freezing and each 更正; `differs`: a 更正 would change something.
 */
export interface Supervision {
  month: string;
  /** The months that can be looked at, newest first. */
  months: string[];
  state: 'running' | 'open' | 'frozen';
  figures: MonthView;
  basicallyWeight: number;
  versions: { version: number; at: string; by: string; note: string }[];
  differs: boolean;
  late: {
    alertId: string;
    assignmentId: string;
    number: string;
    title: string;
    departmentName: string;
    wardName: string;
    level: AlertLevel;
    clock: 'sign' | 'reply' | 'resolve';
    dueAt: string;
    exclusion: 'none' | 'pending' | 'granted';
  }[];
  exclusions: ExclusionView[];
  /** What the asker may do here. */
  may: { freeze: boolean; ask: boolean };
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
/** GET /api/channels; POST …/{id}/test sends an invented message, POST …/{id}/enable calls a disabled one again. */
export interface EndpointView {
  id: string;
  kind: string;
  unit: string;
  name: string;
  fallback: boolean;
  disabledReason: string | null;
  failuresInARow: number;
  lastOkAt: string | null;
}

/** GET /api/channels/preview: a message as people read it. */
export interface MessagePreview {
  heading: string;
  lines: string[];
}

/** GET /api/dead-letters: messages that will not be tried again by themselves, newest first. */
export interface DeadLetterView {
  deliveryId: string;
  alertId: string;
  number: string;
  /** The endpoint, by its id in the list of channels. */
  target: string;
  reason: string;
  code: string;
  attempts: number;
  lastAt: string | null;
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

/** Errors are RFC 9457 problem+json; `title` is a Chinese sentence that says what to do. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  allowed?: AssignmentAction[];
}

/**
 * GET /api/stream (server-sent events; cookie session; Last-Event-ID resumes):
 * `event: alert`  data: AlertRow (new or changed; id = outbox sequence)
 * `event: ranked` data: { runId, at }   hotspots were ranked anew: refetch
 * `event: intake` data: { sourceId, accepted, at }
 * comment lines every 15 s keep it open.
 */
export type StreamEvent =
  | { event: 'alert'; data: AlertRow }
  | { event: 'ranked'; data: { runId: string; at: string } }
  | { event: 'intake'; data: { sourceId: string; accepted: number; at: string } };

/** GET /api/settings: what can be set, in the order of the page. */
export interface SettingList {
  settings: {
    kind: string;
    title: { zh: string; en: string };
    version: number;
  }[];
}

/** GET /api/settings/:kind. */
export interface SettingDetail {
  kind: string;
  title: { zh: string; en: string };
  help: { zh: string; en: string };
  /** 0 while nothing was saved: the value is then that of the district's file. */
  version: number;
  value: unknown;
  /** JSON Schema of the value; `title` and `en` name a field in both languages. */
  schema: object;
  /** Whether a change can be tried out first. */
  hasEffect: boolean;
  maySave: boolean;
  /** Newest first. */
  history: { version: number; savedAt: string; savedBy: string; note: string }[];
}

/** POST /api/settings/:kind/preview: what a change would have done. */
export interface SettingPreview {
  /** What keeps the value from being saved, Chinese sentences; empty when it may be. */
  problems: string[];
  effect: { summary: string; rows: { label: string; before: string; after: string }[] } | null;
}

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

/** GET /api/accounts: everybody who may sign in; POST creates one (with `password`), PUT /api/accounts/:id changes one. */
export interface Account {
  id: number;
  username: string;
  name: string;
  role: Role;
  /** Ward-code prefixes; [''] is the whole district. */
  wards: string[];
  /** 条线 that the account is limited to; null for none. */
  lines: string[] | null;
  departmentCode: string;
  disabled: boolean;
  hasPassword: boolean;
  lastSignedInAt: string | null;
}

/** GET /api/wall: the district for an unattended screen; no words of residents, no way further. */
export interface WallView {
  asOf: string;
  lateSources: string[];
  tiles: Tile[];
  hotspots: WallHotspot[];
  wards: {
    wardCode: string;
    wardName: string;
    documents: number;
    topHeat: number;
    openAlerts: number;
    located: boolean;
  }[];
  trend: { day: string; total: number }[];
  alerts: WallAlert[];
}
export type WallHotspot = Pick<HotspotRow, 'rank' | 'place' | 'topicName' | 'heat' | 'trend' | 'spark' | 'alert'> & {
  wardName: string;
  documents: number;
};
export type WallAlert = Pick<AlertRow, 'level' | 'state' | 'place' | 'topicName' | 'wardName' | 'raisedAt'> & {
  departmentName: string;
  overdue: boolean;
};

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
  /** The latest periods that can be reported, by kind, newest first. */
  periods: Record<ReportKindName, { key: string; label: string }[]>;
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
  /** Who handed it over for review; '' before. */
  submittedBy: string;
  /** The asker handed it over, so somebody else has to issue it. */
  needsSecondPerson: boolean;
  /** Who was sent it; none for whoever was only sent it themselves. */
  distribution: ReportSent[];
  corrections: { number: number; at: string; by: string; differences: ReportDifference[] }[];
}

/** GET /api/setup/departments: the units that the categories go to, for the office to rename. */
export interface StarterDepartment {
  code: string;
  kind: string;
  name: string;
  line: string;
}

/** POST /api/setup/wards: what a table of wards holds; nothing is kept. POST /api/setup/district keeps it. */
export interface SetupWards {
  districtCode: string;
  streets: {
    code: string;
    name: string;
    aliases: string[];
    communities: {
      code: string;
      name: string;
      aliases: string[];
      households: number;
      residents: number;
      estates: { name: string; aliases: string[]; households: number }[];
    }[];
  }[];
  problems: string[];
}

/** POST /api/imports/:source (the file as body) and GET /api/imports: files on their way in, newest first. */
export interface ImportState {
  id: string;
  name: string;
  sourceId: string;
  state: 'running' | 'done' | 'failed';
  rows: number;
  accepted: number;
  rejected: number;
  repeated: number;
  problem: string;
}
/** What persons did to an event, newest first. */
export interface EventActList {
  acts: {
    actNo: number;
    kind: 'merge' | 'move';
    at: string;
    actorName: string;
    /** Documents that went elsewhere by it; null while it waits for its turn. */
    moved: number | null;
    isUndone: boolean;
  }[];
}

/** What a person asks to be done to an event. */
export type EventActRequest =
  | { kind: 'merge'; from: string }
  | { kind: 'detach' | 'attach'; documents: { sourceId: string; externalId: string }[] };

/** How the posts of an event were answered, least relevant first: sub-scores (0–1) side by side, never one number. */
export interface EventReplies {
  replies: ReplyView[];
}

/** A reply and what a supervisor may look at in it: sub-scores side by side, never one number. */
export interface ReplyView {
  sourceId: string;
  externalId: string;
  title: string;
  reply: string;
  relevance: number;
  completeness: number;
  grounds: number;
  cues: string[];
  isBrushOff: boolean;
  copies: number;
  relabelledWords: string[];
}

/** Posts whose topic nobody was sure of, for a person to decide between two guesses (待确认). */
export interface ConfirmList {
  mayAnswer: boolean;
  /** All within the filter. */
  total: number;
  rows: { document: DocumentView; guesses: { code: string; name: string }[] }[];
  /** Every topic, for when neither guess is right. */
  topics: { code: string; name: string }[];
}

/** A learned model by its card. Scores are of texts that the judging model had not seen. */
export interface TopicModelView {
  version: number;
  learnedAt: string;
  learnedBy: string;
  data: { description: string; rows: number; groups: number };
  features: string;
  method: string;
  macroF1: number;
  accuracy: number;
  /** Share of texts whose label is among the first two. */
  topTwo: number;
  /** Share of texts that it would decide with 98 % precision. */
  coverage: number | null;
  folds: number;
  labels: { label: string; names: string[]; f1: number; rows: number }[];
}

/** Learned models, newest first, and how far learning is. */
export interface TopicModelList {
  mayLearn: boolean;
  /** Answers of persons that there are to learn from. */
  labels: number;
  learning: { state: 'idle' | 'running' | 'done' | 'failed'; version: number; since: string };
  models: TopicModelView[];
}

/** How much of the history was analysed by other words or another model than hold now. */
export interface HistoryState {
  mayRun: boolean;
  total: number;
  outdated: number;
  /** The latest run; `finishedAt` null while it is under way. */
  run: {
    askedAt: string;
    askedBy: string;
    total: number;
    done: number;
    movedAt: string;
    finishedAt: string | null;
  } | null;
}

/** Words that were found in the texts and wait for a yes or no, most telling first. */
export interface NewWordList {
  /** The last look; '' before the first. */
  foundAt: string;
  words: { word: string; texts: number; cohesion: number; freedom: number }[];
}

/** Why a reply is on the list of supervision. */
export type ReplyFault = 'beside' | 'brushOff' | 'copied' | 'relabelled';

/** Replies of a ward or the district that a supervisor may look at, least relevant first. */
export interface ReplyList {
  /** Replies that were read: the newest of the window, all of them where `isAll`. */
  read: number;
  isAll: boolean;
  rows: (ReplyView & {
    sourceName: string;
    publishedAt: string;
    wardName: string;
    topicName: string;
    faults: ReplyFault[];
  })[];
}
