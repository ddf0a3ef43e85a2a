import { noRow, runStatement, type Transaction } from '../ledger.ts';

/** What a ward reported for a day. */
export interface CoverageReport {
  sourceId: string;
  wardCode: string;
  day: string;
  registered: number;
  party: number | null;
  active: number | null;
  at: string;
}

/** Stores a report; the time of the first one stays while its numbers do. */
export async function upsertCoverage(tx: Transaction, report: CoverageReport): Promise<void> {
  const { sourceId, wardCode, day, registered, party, active, at } = report;
  await runStatement(tx, {
    name: 'upsert-coverage',
    text: `insert into coverage_counts (source_id, ward_code, day, registered, party, active, reported_at)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (day, ward_code, source_id) do update
             set registered = excluded.registered, party = excluded.party, active = excluded.active,
                 reported_at = excluded.reported_at
             where (coverage_counts.registered, coverage_counts.party, coverage_counts.active)
                   is distinct from (excluded.registered, excluded.party, excluded.active)`,
    values: [sourceId, wardCode, day, registered, party, active, at],
    row: noRow,
  });
}
