import type { AlertRow } from './alerts.ts';

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
