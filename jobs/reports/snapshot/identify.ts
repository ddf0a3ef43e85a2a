import { createHash } from 'node:crypto';
import type { Snapshot } from './snapshot.ts';

/** JSON with keys in order, so that equal content has equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** SHA-256 over the snapshot's numbers and texts; the instant at which they were counted does not make them others. */
export function snapshotHash(snapshot: Snapshot): string {
  const { takenAt: _, ...content } = snapshot;
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** What is printed beside the numbers, e.g. 2020-11-990113001-3f9a2c11: the same numbers have the same id. */
export function snapshotId(snapshot: Snapshot): string {
  const { period, subject, district } = snapshot;
  return `${period.key}-${subject.code || district.code}-${snapshotHash(snapshot).slice(0, 8)}`;
}
