import type { Signal } from '#warehouse/model/signal.ts';
import type { ApiContext } from '../context.ts';
import type { SignalView } from '../contract/leads.ts';

/** A signal as pages show it. */
export function toSignalView({ names }: Pick<ApiContext, 'names'>, signal: Signal): SignalView {
  return {
    id: signal.signal_id,
    kind: signal.kind,
    wardCode: signal.ward_code,
    wardName: names.ward(signal.ward_code),
    wards: signal.ward_codes.map((code) => ({ code, name: names.ward(code) })),
    topicCode: signal.topic_code,
    topicName: signal.topic_code === '' ? '' : names.topic(signal.topic_code),
    sourceName: signal.source_id === '' ? '' : names.source(signal.source_id),
    raisedAt: signal.raised_at,
    since: signal.since,
    lastAt: signal.last_at,
    observed: signal.observed,
    expected: signal.expected,
    p: signal.kind === 'rise' ? null : signal.p_value,
    recurrenceDays: signal.kind === 'cluster' ? signal.recurrence_days : null,
    eventId: signal.event_ids[0] ?? null,
  };
}
