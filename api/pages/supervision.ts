import { freezeMonth, type Frozen } from '#jobs/supervision/freeze-month.ts';
import { monthBounds, monthOf, shiftMonth } from '#jobs/supervision/month.ts';
import { type MonthFigures, superviseMonth, type SupervisionDeps } from '#jobs/supervision/supervise-month.ts';
import { listExclusions } from '#warehouse/ledger/supervision/exclusions.ts';
import { listFrozenVersions } from '#warehouse/ledger/supervision/frozen-months.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { ApiContext } from '../context.ts';
import type { Supervision } from '../contract/supervision.ts';
import type { Asker } from './alert-views.ts';

/** A year back, as bulletins compare. */
const MONTHS = 13;

/** What supervision is computed with. */
export function supervisionDeps(context: Pick<ApiContext, 'policy' | 'reader' | 'ledger' | 'names'>): SupervisionDeps {
  const { calendar, dutyDays, basicallyWeight } = context.policy;
  const { reader, ledger, names } = context;
  return { reader, ledger, calendar, dutyDays, rates: { basicallyWeight }, wardName: (code) => names.ward(code) };
}

/** GET /api/supervision. A frozen month is shown as published to whoever sees the whole district. */
export async function supervision(context: ApiContext, asker: Asker, month: string): Promise<Supervision> {
  const at = context.now().toISOString();
  const { scope, actor } = asker;
  const wholeDistrict = scope.wards.includes('') && scope.lines === null;
  const [{ figures, late }, versions, exclusions] = await Promise.all([
    superviseMonth(supervisionDeps(context), { month, scope, at }),
    listFrozenVersions(context.ledger, month),
    listExclusions(context.ledger, scope, monthBounds(month)),
  ]);
  const published = wholeDistrict ? versions.at(-1) : undefined;
  const running = at < monthBounds(month).to;
  return {
    month,
    months: Array.from({ length: MONTHS }, (_, back) => shiftMonth(monthOf(at), -back)),
    state: running ? 'running' : versions.length > 0 ? 'frozen' : 'open',
    figures: published ? (JSON.parse(published.body) as MonthFigures) : figures,
    basicallyWeight: figures.basicallyWeight,
    versions: versions.map(({ version, at: when, byName, note }) => ({ version, at: when, by: byName, note })),
    differs: published !== undefined && published.body !== JSON.stringify(figures),
    late: late.map(({ wardCode, level, sensitive, title, ...rest }) => ({
      ...rest,
      title: sensitive && actor === null ? '不公开诉求' : title,
      level: level as AlertLevel,
      wardName: context.names.ward(wardCode),
    })),
    exclusions: exclusions.map(({ departmentCode: _code, askedById, ...rest }) => ({
      ...rest,
      mayDecide: rest.decision === 'pending' && actor?.role === 'arbiter' && actor.id !== askedById,
    })),
    may: { freeze: actor?.role === 'arbiter' && wholeDistrict && !running, ask: actor !== null },
  };
}

/** POST /api/supervision/MONTH/freeze: always the figures of the whole district. */
export async function freeze(context: ApiContext, by: { name: string; note: string }, month: string): Promise<Frozen> {
  const at = context.now().toISOString();
  const { figures } = await superviseMonth(supervisionDeps(context), { month, scope: systemScope, at });
  return freezeMonth(context.ledger, figures, { ...by, at, monthEnds: monthBounds(month).to });
}
