import { expect, test } from 'vitest';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { listAssignments } from '#warehouse/ledger/alerts/list-parts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { actOnAlert } from '../../alerts/act-on-alert.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { checkClocks } from '../../alerts/check-clocks.ts';
import { raiseAlerts } from '../../alerts/raise-alerts.ts';
import { deskFor } from '../../alerts/testing/desk.ts';
import { district, handlerOf, hotspot } from '../../alerts/testing/fixtures.ts';
import { superviseMonth } from '../../supervision/supervise-month.ts';
import { buildReport } from '../content/build-report.ts';
import { figuresOf } from '../content/finish-model.ts';
import { parsePeriod } from '../period.ts';
import { snapshotMaker, subjectsOf } from './assemble-snapshot.ts';
import { collectRelease } from './collect-release.ts';

const { ledger, reader } = await freshStores();
const calendar = shippedCalendar();
const now = '2021-01-05T02:00:00.000Z';

/** Eight alerts of December for two units: some signed in time, some late, one past every deadline. */
async function fill(): Promise<void> {
  const desk = deskFor(ledger);
  const at = '2020-12-14T01:00:00.000Z';
  const hotspots = Array.from({ length: 8 }, (_, n) =>
    hotspot({ eventId: `e${n}`, severity: 3, ...(n % 2 === 0 ? { topicCode: '1201', wardCode: '999001002' } : {}) }),
  );
  await raiseAlerts(desk, { runId: 'run-1', hotspots, now: at });
  const alerts = await listAlerts(ledger, systemScope, { state: 'all' }, { limit: 100 });
  const parts = await listAssignments(
    ledger,
    alerts.map(({ alertId }) => alertId),
  );
  for (const [n, alert] of alerts.entries()) {
    if (n % 4 === 0) continue;
    const lead = parts.find((part) => part.alertId === alert.alertId && part.role === 'lead')!;
    const minutes = n % 4 === 1 ? 2 : 60;
    const signedAt = new Date(Date.parse(at) + minutes * 60_000).toISOString();
    await checkClocks(desk, { now: signedAt });
    const fresh = (await listAlerts(ledger, systemScope, { state: 'all' }, { limit: 100 })).find(
      ({ alertId }) => alertId === alert.alertId,
    )!;
    await actOnAlert(desk, {
      alertId: alert.alertId,
      assignmentId: lead.assignmentId,
      action: { action: 'acknowledge' },
      actor: handlerOf(lead.departmentCode),
      version: fresh.version,
      idempotencyKey: `key-${n}`,
      scope: systemScope,
      now: signedAt,
    });
  }
  await checkClocks(desk, { now });
}

test('the alert rates of a report are those of the supervision page, unit by unit and for a street', async () => {
  await fill();
  const december = parsePeriod('2020-12')!;
  const release = await collectRelease(
    { analytics: reader, ledger, district, calendar, now: () => new Date(now) },
    december,
  );
  const make = snapshotMaker(release, { district, calendar, wards: [] });
  const [whole] = subjectsOf(district, [
    {
      code: district.code,
      level: 'district',
      name: district.name,
      parentCode: '',
      aliases: [],
      households: 0,
      residents: 0,
    },
  ]);
  const snapshot = make(whole!);
  const { figures } = await superviseMonth(
    { reader, ledger, calendar, dutyDays: 5, rates: { basicallyWeight: 1 }, wardName: (code) => code },
    { month: '2020-12', scope: systemScope, at: now },
  );
  expect(figures.units).toHaveLength(2);
  expect(figures.total.rates.ackOnTimeRate).toMatchObject({ numerator: expect.any(Number), denominator: 8 });
  for (const unit of figures.units) {
    const told = snapshot.departments.find(({ code }) => code === unit.code)!;
    expect(told.alerts).toBe(unit.received);
    for (const [share, rate] of [
      [told.signed, unit.rates.ackOnTimeRate],
      [told.replied, unit.rates.responseRate],
      [told.resolved, unit.rates.onTimeCloseRate],
    ] as const)
      expect(share).toEqual({ met: rate.numerator, of: rate.denominator });
  }
  const words = figuresOf(buildReport(snapshot, { kind: 'monthly', issuer: '区社建办' }));
  expect(words.get('ackOnTimeRate')).toMatchObject({ value: figures.total.rates.ackOnTimeRate.value });
  const overdue = snapshot.departments.flatMap((each) => each.overdue);
  expect(overdue.length).toBeGreaterThan(0);
});
