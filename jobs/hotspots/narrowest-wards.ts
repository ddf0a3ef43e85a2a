import type { HotspotRecord } from './rank.ts';

type Placed = Pick<HotspotRecord, 'event_id' | 'window_days' | 'ward_code' | 'documents'>;

/**
 * For each event the smallest ward that holds all documents of its district row, by event id; that ward's people are asked.
 * Levels are counted one after the other, the district first: a document that arrives meanwhile makes an inner ward's
 * count the larger one, which must not send the alert to the district.
 */
export function narrowestWards(rows: readonly Placed[], whole: ReadonlyMap<string, Placed>): Map<string, string> {
  const wards = new Map<string, string>();
  for (const row of rows) {
    const district = whole.get(row.event_id);
    if (!district || district.window_days !== row.window_days || row.documents < district.documents) continue;
    if (row.ward_code.length > (wards.get(row.event_id)?.length ?? 0)) wards.set(row.event_id, row.ward_code);
  }
  return wards;
}
