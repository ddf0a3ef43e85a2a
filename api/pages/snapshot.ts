import { listSourceHealth, type SourceHealthRow } from '#warehouse/ledger/intake/list-source-health.ts';
import { listSignals } from '#warehouse/analytics/detect/list-signals.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import type { Snapshot } from '../contract/hotspots.ts';
import type { SourceHealth } from '../contract/sources.ts';

/** A source is late when it was not pulled for this many of its intervals, and at least five minutes. */
const LATE_INTERVALS = 5;
const LATE_AT_LEAST_MS = 5 * 60_000;

/** Where a page's numbers come from. */
export async function snapshotOf(context: ApiContext, scope: Scope): Promise<Snapshot> {
  const [run, sources] = await Promise.all([context.shown.latest(), listSourceHealth(context.ledger)]);
  const arrivals = sources.flatMap((source) => source.last_document_at ?? []).sort();
  return {
    runId: run?.run_id ?? null,
    asOf: run?.at ?? context.now().toISOString(),
    lastIntakeAt: arrivals.at(-1) ?? null,
    lateSources: sources
      .filter((source) => seesSource(context, scope, source.source_id))
      .filter((source) => isConfigured(context, source) && ['late', 'failing'].includes(stateOf(context, source)))
      .map((source) => context.names.source(source.source_id)),
  };
}

/** GET /api/sources: the state of every source that is of the asker's wards or of no ward in particular. */
export async function sourceHealth(context: ApiContext, scope: Scope): Promise<SourceHealth[]> {
  const [rows, silent] = await Promise.all([listSourceHealth(context.ledger), silentSources(context, scope)]);
  const visible = rows.filter((row) => seesSource(context, scope, row.source_id));
  return visible.map((row) => ({
    sourceId: row.source_id,
    name: row.name,
    state: stateOf(context, row) === 'ok' && silent.has(row.source_id) ? 'silent' : stateOf(context, row),
    lastPullAt: row.last_pull_at,
    lastDocumentAt: row.last_document_at,
    lastError: row.last_error,
    consent: row.consent,
    accepted: sum(byReason(row, 'accept')),
    skipped: byReason(row, 'skip'),
    rejected: byReason(row, 'reject'),
  }));
}

/** A silence is looked at with each ranking, every five minutes; one that was not seen again for an hour is over. */
const SILENCE_HOLDS_MS = 3_600_000;
const MAX_SIGNALS = 500;

/** Sources that answer and bring nothing, where they usually would: 数据中断. For who sees the whole district. */
export async function silentSources(context: ApiContext, scope: Scope): Promise<Set<string>> {
  // Rather the ranking's instant than now: five hundred pages that ask after it then ask the same.
  const to = (await context.shown.latest())?.at ?? context.now().toISOString();
  const from = new Date(Date.parse(to) - SILENCE_HOLDS_MS).toISOString();
  const signals = await listSignals(context.reader, { scope, from, to, limit: MAX_SIGNALS });
  return new Set(signals.filter(({ kind }) => kind === 'silence').map(({ source_id }) => source_id));
}

/** The chat group of one community is that community's: its neighbours do not see that it exists. */
export function seesSource(context: Pick<ApiContext, 'district'>, scope: Scope, sourceId: string): boolean {
  const ward = context.district.sources.find((source) => source.id === sourceId)?.wardCode ?? '';
  return ward === '' || scope.wards.some((prefix) => ward.startsWith(prefix) || prefix.startsWith(ward));
}

/** A file import has no interval and is never late. */
function isConfigured(context: ApiContext, row: SourceHealthRow): boolean {
  return context.district.sources.some((source) => source.id === row.source_id);
}

function stateOf(context: ApiContext, row: SourceHealthRow): SourceHealth['state'] {
  const source = context.district.sources.find((each) => each.id === row.source_id);
  if (row.failing_since !== null) return 'failing';
  if (row.last_pull_at === null) return 'never';
  if (!source) return 'ok';
  const allowed =
    Math.max(LATE_AT_LEAST_MS, LATE_INTERVALS * source.everySeconds * 1000) * (context.replay?.speed() ?? 1);
  return context.now().getTime() - Date.parse(row.last_pull_at) > allowed ? 'late' : 'ok';
}

function byReason(row: SourceHealthRow, outcome: string): Record<string, number> {
  const entries = Object.entries(row.counts).filter(([key]) => key.startsWith(`${outcome}:`));
  return Object.fromEntries(entries.map(([key, count]) => [key.slice(outcome.length + 1), count]));
}

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
