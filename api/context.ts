import type { PostOffice } from '#jobs/alerts/deliver/post-office.ts';
import type { AlertPolicy } from '#jobs/alerts/lifecycle/policy.ts';
import type { Replayed, ReplayRequest } from '#jobs/intake/replay-rejects.ts';
import type { CleaningPool } from '#jobs/intake/cleaning-pool.ts';
import type { LearningDesk } from '#jobs/topics/learn/learning-desk.ts';
import type { Open311Taken } from '#jobs/intake/take-open311.ts';
import type { JobQueue } from '#jobs/queue/queue.ts';
import type { Log } from '#jobs/log.ts';
import type { Shown } from './live/shown-ranking.ts';
import type { QueryReader } from '#jobs/search/query-reader.ts';
import type { RenderPool } from '#jobs/reports/render/render-pool.ts';
import type { ReportDesk } from '#jobs/reports/workflow/report-desk.ts';
import type { Settings } from '#jobs/settings/open-settings.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';
import type { ImportDesk } from '#jobs/import/import-desk.ts';
import type { Names } from './pages/names.ts';

/** Token under which Nest hands the context to a controller. */
export const CONTEXT = Symbol('api context');

/** A replayed clock, as the demo runs it. */
export interface Replay {
  /** Instant by the replayed clock, milliseconds. */
  now(): number;
  /** Starts the clock at the first page; later calls do nothing. */
  start(): void;
  speed(): number;
  until: string;
}

/** Everything that the API is built on; effects end here. */
export interface ApiContext {
  /** The read-only account: pages cannot change the warehouse, whatever they ask. */
  reader: Analytics;
  /** The ranking that pages show. */
  shown: Shown<ApiContext>;
  ledger: Ledger;
  queue: JobQueue;
  settings: Settings;
  district: District;
  names: Names;
  /** The rules of alerting in force. */
  readonly policy: AlertPolicy;
  /** Sends test messages. */
  office: PostOffice;
  /** Signs the links of messages. */
  linkKey: Buffer;
  /** The district's clock; replayed in the demo. */
  now: () => Date;
  /** Set on the demo district only: replayed clock and one-click personas. */
  replay: Replay | null;
  /** One-time secret that opens the first account; null once there is one, or on the demo. */
  setupSecret: string | null;
  /** Verifies and takes a signed push; see jobs/intake/take-push.ts. */
  takePush: (sourceId: string, headers: Record<string, string | undefined>, body: Buffer) => Promise<PushAnswer>;
  /** Takes what Open311 fronts report; null where the district has no such source. */
  open311: Open311Door | null;
  /** Analyses stored documents again. */
  cleaning: Pick<CleaningPool, 'again' | 'version'>;
  /** Learns topic models. */
  learning: LearningDesk;
  /** Reads what people type into the search. */
  searching: QueryReader;
  /** The office of reports, and the threads that write them. */
  reports: ReportDesk;
  rendering: RenderPool;
  /** Files that are given in the browser; null while there is no district. */
  imports: ImportDesk | null;
  /** Starts the product with the district that the first run has made; null where there is one. */
  beginDistrict: (() => void) | null;
  /** Tries rejected rows again; see jobs/intake/replay-rejects.ts. */
  replayRejects: (request: ReplayRequest) => Promise<Replayed>;
  log: Log;
  /** Folder of the built dashboard. */
  dashboardDir: string;
}

/** The way in for Open311 fronts. */
export interface Open311Door {
  /** Under which their requests are kept. */
  sourceId: string;
  isKey(key: string): boolean;
  take(form: URLSearchParams): Promise<Open311Taken>;
}

/** What a push is answered: an HTTP status and a JSON body. */
export interface PushAnswer {
  status: number;
  body: object;
  retryAfterSeconds?: number;
}
