import { z } from 'zod';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import { listCoverage } from '#warehouse/ledger/coverage/list-coverage.ts';
import { listCoverageSources } from '#warehouse/ledger/coverage/list-coverage-sources.ts';
import { existsOn } from '#warehouse/model/ward.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import type { Coverage } from '../contract/sources.ts';

export const coverageQuery = z.object({ day: z.iso.date().optional() });

/**
 * The coverage of a day by committee, in the order of the ward tree: never by rank, which a rule of the State Council
 * forbids for such numbers. Every committee below a source's ward has to report; one that did not has nulls.
 */
export async function coverage(context: ApiContext, scope: Scope, day: string | undefined): Promise<Coverage> {
  const on = day ?? dayIn(context.district.timeZone, context.now().toISOString());
  const [found, sources] = await Promise.all([
    listCoverage(context.ledger, on, scope.wards),
    listCoverageSources(context.ledger),
  ]);
  const reports = new Map(found.map((row) => [row.ward_code, row]));
  const reporting = context.district.sources.filter(({ id }) => sources.includes(id)).map(({ wardCode }) => wardCode);
  const seen = (code: string): boolean => scope.wards.some((prefix) => code.startsWith(prefix));
  const rows = context.names.wards
    .filter(
      (ward) =>
        ward.level === 'community' &&
        existsOn(ward, on) &&
        seen(ward.code) &&
        reporting.some((code) => ward.code.startsWith(code)),
    )
    .map(({ code, name }) => {
      const report = reports.get(code);
      return {
        wardCode: code,
        ward: name,
        registered: report?.registered ?? null,
        party: report?.party ?? null,
        active: report?.active ?? null,
        reportedAt: report?.reported_at ?? null,
      };
    });
  const sum = (of: 'registered' | 'party' | 'active'): number => rows.reduce((total, row) => total + (row[of] ?? 0), 0);
  return {
    day: on,
    expected: rows.length,
    reported: rows.filter(({ reportedAt }) => reportedAt !== null).length,
    totals: { registered: sum('registered'), party: sum('party'), active: sum('active') },
    rows,
  };
}
