import type { Signal } from '#warehouse/model/signal.ts';

/** A signal that was seen within so long before goes on; after that the same place and topic is a new one. */
const GOES_ON_MS = 48 * 3_600_000;

/**
 * What was found now, with the identity of what is known already: a burst that a later look dates a little differently, a
 * cluster that has grown by a ward, is the same signal, keeps its id and when it was raised, and holds until the latest look.
 */
export function continueSignals(known: readonly Signal[], found: readonly Signal[]): Signal[] {
  return found.map((signal) => {
    const before = known.find((one) => isSame(one, signal));
    if (!before) return signal;
    const { signal_id, raised_at } = before;
    const since = before.since < signal.since ? before.since : signal.since;
    const last_at = before.last_at > signal.last_at ? before.last_at : signal.last_at;
    return { ...signal, signal_id, raised_at, since, last_at };
  });
}

function isSame(known: Signal, found: Signal): boolean {
  if (known.signal_id === found.signal_id) return true;
  if (known.kind !== found.kind || known.topic_code !== found.topic_code || known.source_id !== found.source_id)
    return false;
  if (Math.abs(Date.parse(found.raised_at) - Date.parse(known.last_at)) > GOES_ON_MS) return false;
  return known.kind === 'cluster'
    ? known.ward_codes.some((ward) => found.ward_codes.includes(ward))
    : known.ward_code === found.ward_code && known.kind !== 'silence';
}
