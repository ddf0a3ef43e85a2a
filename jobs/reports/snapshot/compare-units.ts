import type { UnitTotals } from '#warehouse/analytics/reports/list-unit-totals.ts';
import type { UnitFacts } from './count-units.ts';
import type { Compared, Counts, Due } from './snapshot.ts';

export type Deps = UnitFacts;

const NOTHING: Counts = {
  documents: 0,
  reporters: 0,
  valid: 0,
  replied: 0,
  resolved: 0,
  escalated: 0,
  privateDocuments: 0,
  excluded: 0,
  replyHours: null,
};

/** A unit's counts beside those it is compared with; a unit without a row has nothing, where the window is covered. */
export function compared(of: UnitFacts, unit: string): Compared {
  const counts = (rows: Map<string, UnitTotals> | null): Counts | null => rows && countsOf(rows.get(unit));
  const due = (rows: Map<string, UnitTotals> | null): Due | null => {
    if (!rows) return null;
    const { valid, resolved } = countsOf(rows.get(unit));
    return { valid, resolved };
  };
  return {
    now: countsOf(of.totals.get(unit)),
    before: counts(of.before),
    yearBefore: counts(of.yearBefore),
    due: due(of.due),
    dueBefore: due(of.dueBefore),
  };
}

function countsOf(row: UnitTotals | undefined): Counts {
  if (!row) return NOTHING;
  const { documents, reporters, valid, replied, resolved, escalated, excluded } = row;
  return {
    documents,
    reporters,
    valid,
    replied,
    resolved,
    escalated,
    excluded,
    privateDocuments: row.private_documents,
    replyHours: row.reply_hours === null ? null : Math.round(row.reply_hours * 10) / 10,
  };
}
