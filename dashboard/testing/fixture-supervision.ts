import type { AlertRow } from '#api/contract/alerts.ts';
import type { CaseRateId, RateView, Supervision, SupervisionRow } from '#api/contract/supervision.ts';

const ids: readonly CaseRateId[] = [
  'ackOnTimeRate',
  'responseRate',
  'feedbackRate',
  'closeRate',
  'onTimeCloseRate',
  'resolutionRate',
  'satisfactionRate',
  'returnRate',
  'redoRate',
];
const rate = (numerator: number, denominator: number): RateView => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
});

function row(code: string, name: string, received: number, overdueMonths = 0): SupervisionRow {
  const rates = Object.fromEntries(
    ids.map((id, i) => [
      id,
      id === 'returnRate' || id === 'redoRate' ? rate(i % 2, received) : rate(received - (i % 3), received),
    ]),
  ) as SupervisionRow['rates'];
  if (overdueMonths > 1) rates.closeRate = { ...rate(received - 2, received - 1), excluded: 1, valueBefore: 0.78 };
  const ladder = overdueMonths >= 3 ? 'inspect' : overdueMonths === 2 ? 'talk' : overdueMonths === 1 ? 'remind' : '';
  return { code, name, received, overdue: overdueMonths > 0 ? overdueMonths : 0, rates, overdueMonths, ladder };
}

function demands(code: string, name: string, [valid, resolved, escalated]: readonly [number, number, number]) {
  return {
    code,
    name,
    documents: valid + 9,
    valid,
    escalated,
    rates: {
      validRate: rate(valid, valid + 9),
      feedbackRate: rate(valid, valid),
      closeRate: rate(resolved, valid),
      inWardResolveRate: rate(resolved, resolved + escalated),
    },
  };
}

/** An invented month of supervision over the invented alerts. */
export function supervisionFor(month: string, alerts: readonly AlertRow[], nowIso: string): Supervision {
  return {
    month,
    months: ['2020-12', '2020-11', '2020-10'],
    state: month === '2020-12' ? 'running' : 'frozen',
    figures: {
      asOf: nowIso,
      total: row('all', '', 41, 0),
      units: [row('police', '交警大队', 18), row('urban', '城管执法局', 14, 2), row('water', '水务局', 9, 3)],
      streets: [row('330199001', '北干街道', 26, 1), row('330199002', '城厢街道', 15)],
      demands: demands('all', '', [186, 161, 17]),
      demandStreets: [demands('330199001', '北干街道', [86, 75, 11]), demands('330199002', '城厢街道', [100, 86, 6])],
    },
    basicallyWeight: 1,
    versions: month === '2020-12' ? [] : [{ version: 1, at: '2020-12-05T02:00:00.000Z', by: '区社建办', note: '' }],
    differs: false,
    late: alerts.slice(0, 3).map((alert, i) => ({
      alertId: alert.id,
      assignmentId: `late-${i}`,
      number: alert.number,
      title: alert.title,
      departmentName: alert.assignments[0]?.departmentName ?? '',
      wardName: alert.wardName,
      level: alert.level,
      clock: (['sign', 'reply', 'resolve'] as const)[i] ?? 'sign',
      dueAt: alert.raisedAt,
      exclusion: i === 1 ? 'pending' : 'none',
    })),
    exclusions: [
      {
        exclusionId: 1,
        assignmentId: 'late-1',
        alertId: alerts[1]?.id ?? '',
        number: alerts[1]?.number ?? '',
        departmentName: '城管执法局',
        reason: '现场核实不属于本单位执法范围，居民反映的是红线内部道路。',
        basis: '职责清单第三条',
        askedBy: '城管经办人',
        askedAt: nowIso,
        decision: 'pending',
        decidedBy: '',
        decidedAt: null,
        decisionNote: '',
        mayDecide: true,
      },
    ],
    may: { freeze: month !== '2020-12', ask: true },
  };
}
