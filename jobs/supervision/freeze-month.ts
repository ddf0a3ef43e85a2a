import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { insertFrozenMonth, listFrozenVersions } from '#warehouse/ledger/supervision/frozen-months.ts';
import type { MonthFigures } from './supervise-month.ts';

/** Why a month was not frozen: it still runs, nothing differs from what is published, or a 更正 came without its reason. */
export type Frozen =
  | { kind: 'frozen'; version: number }
  | { kind: 'refused'; reason: 'running' | 'same' | 'no_reason' };

/** Publishes the figures of a month: the first time they are frozen, later times as a 更正 that says why. */
export function freezeMonth(
  ledger: Ledger,
  figures: MonthFigures,
  by: { name: string; note: string; at: string; monthEnds: string },
): Promise<Frozen> {
  return inTransaction(ledger, async (tx) => {
    if (by.at < by.monthEnds) return { kind: 'refused', reason: 'running' };
    const last = (await listFrozenVersions(tx, figures.month)).at(-1);
    const body = JSON.stringify(figures);
    if (last?.body === body) return { kind: 'refused', reason: 'same' };
    if (last && by.note === '') return { kind: 'refused', reason: 'no_reason' };
    const version = (last?.version ?? 0) + 1;
    const row = { month: figures.month, version, body, at: by.at, byName: by.name, note: by.note };
    return (await insertFrozenMonth(tx, row)) ? { kind: 'frozen', version } : { kind: 'refused', reason: 'same' };
  });
}
