import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { getAlert } from '#warehouse/ledger/alerts/get-alert.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { importFile } from '../import/import-file.ts';
import { keepApplying } from '../intake/keep-applying.ts';
import { createCleaningPool } from '../intake/cleaning-pool.ts';
import { createGroupingPool } from '../intake/grouping-pool.ts';
import { actOnAlert } from './act-on-alert.ts';
import { shippedCalendar } from './calendar/working-calendar.ts';
import type { Actor, AlertAction } from './contract.ts';
import { parseAllowList } from './deliver/allow-list.ts';
import { deliver } from './deliver/deliver.ts';
import { endpointsOfChannels } from './deliver/endpoints.ts';
import { transports } from './deliver/transports.ts';
import { policyOf, type DutyPerson } from './lifecycle/policy.ts';
import { raiseUrgent } from './raise-urgent.ts';
import { dispatcher, handlerOf } from './testing/fixtures.ts';
import { answering, startReceiver } from './testing/receiver.ts';

/** Two nights of the public record, from the line in a chat to the telephone, through the import that an office uses. */
const community = '999001006001';
const district = districtSchema.parse({
  code: '999001',
  name: '测试区',
  streets: [
    {
      code: '999001006',
      name: '栖云街道',
      communities: [{ code: community, name: '仙林湖社区', estates: [{ name: '湖畔花园' }] }],
    },
  ],
  departments: [
    { code: 'water', name: '水务局', line: 'water' },
    // A volunteer team is a unit like any other: it signs, answers and closes.
    { code: 'volunteers', name: '平安志愿抢险队', line: 'volunteers' },
  ],
  routing: [
    { topic: '1205', lead: 'water' },
    { topic: '', lead: 'volunteers' },
  ],
});
const roster: Record<string, DutyPerson> = {
  [community]: { unit: community, personId: 'secretary', name: '社区书记' },
  water: { unit: 'water', personId: 'duty', name: '水务值班' },
};

const { analytics, ledger } = await freshStores();
const gateway = await startReceiver(answering(200));
const secret = `whsec_${Buffer.from('a secret of the sms gateway, 32 b').toString('base64')}`;
const phones: Record<string, string> = { secretary: '13900000001', duty: '13900000002' };
const endpointOf = (person: DutyPerson) =>
  endpointsOfChannels([{ kind: 'sms', to: phones[person.personId]!, url: gateway.url, secret, fallback: false }], {
    id: `${person.unit}/${person.personId}`,
    code: person.unit,
    name: person.name,
  });
const endpoints = new Map(
  Object.values(roster).flatMap((one) => endpointOf(one).map((each) => [each.endpointId, each])),
);

let now = '2020-12-13T12:00:00.000Z';
const jobs: string[] = [];
const desk = {
  ledger,
  policy: {
    ...policyOf(district, shippedCalendar()),
    // An office that wants quiet from nine on.
    quiet: { from: 21 * 60, until: 7 * 60 },
    onDuty: (unit: string) => (roster[unit] ? [roster[unit]] : []),
    dutyEndpoints: endpointOf,
  },
  enqueue: async (_tx: unknown, { deliveryId }: { deliveryId: string }) => void jobs.push(deliveryId),
  mask: (text: string) => text,
};
const office = {
  transports,
  endpoints,
  allow: parseAllowList([gateway.authority]),
  linkTo: (alertId: string) => `http://minqing.example/inbox/${alertId}`,
};
const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k', key: Buffer.alloc(32, 7) } }, 1);
const grouping = createGroupingPool();
const quiet = { info() {}, warn() {}, error: console.error };
const stop = new AbortController();
const applying = keepApplying(
  {
    analytics,
    ledger,
    grouping,
    timeZone: 'Asia/Shanghai',
    now: () => new Date(now),
    log: quiet,
    onCaughtUp: async () => {},
    onWritten: async (rows) => void (await raiseUrgent({ analytics, desk }, rows, now)),
  },
  () => sleep(20),
  stop.signal,
);
/** The queue of the product, without its tables: told before the commit, a delivery is tried until its row is there. */
const sending = (async () => {
  while (!stop.signal.aborted) {
    for (const deliveryId of jobs.splice(0))
      if ((await deliver(desk, office, { deliveryId, now })).kind === 'nothing') jobs.push(deliveryId);
    await sleep(10);
  }
})();
const folder = await mkdtemp(join(tmpdir(), 'minqing-stories-'));
afterAll(async () => {
  stop.abort();
  await Promise.all([applying, sending]);
  await Promise.all([
    cleaning.close(),
    grouping.close(),
    gateway.close(),
    rm(folder, { recursive: true, force: true }),
  ]);
});

/** Imports the lines of a chat as they are copied from the group: `YYYY-MM-DD HH:MM:SS name`, then what was said. */
async function importChat(name: string, said: [time: string, who: string, text: string][]): Promise<void> {
  const file = join(folder, `${name}.txt`);
  await writeFile(file, said.map(([time, who, text]) => `${time} ${who}\n${text}\n`).join('\n'));
  const deps = { ledger, cleaning, timeZone: 'Asia/Shanghai', now: () => new Date(now), onProgress: () => {} };
  await importFile(deps, { file, sourceId: 'chat', wardCode: community, map: undefined, consent: 'given' });
}
const fileOf = async (topic: string) => {
  const [alert] = await listAlerts(ledger, systemScope, { state: 'all', topic }, { limit: 1 });
  return alert && (await getAlert(ledger, systemScope, alert.alertId));
};
const stored = async (): Promise<number> => {
  const sql = 'SELECT count() AS n FROM memberships FINAL';
  const [row] = await runQuery(analytics, { name: 'stored', sql, row: z.object({ n: z.coerce.number() }) });
  return row!.n;
};
let keys = 0;
async function act(topic: string, at: string, action: AlertAction, actor: Actor): Promise<void> {
  const file = await fileOf(topic);
  const { alertId, version } = file!.alert;
  const { assignmentId } = file!.assignments.find(({ role }) => role === 'lead')!;
  keys += 1;
  const who = { actor, scope: systemScope, idempotencyKey: `story-${keys}` };
  expect(await actOnAlert(desk, { alertId, assignmentId, action, version, now: at, ...who })).toMatchObject({
    kind: 'done',
  });
}
const told = (phone: string): string[] =>
  gateway.got
    .map(({ body }) => JSON.parse(body) as { to: string; text: string })
    .filter(({ to }) => to === phone)
    .map(({ text }) => text);

it('E1: a fire hydrant on a Sunday at 21:05 reaches the secretary and the water office’s telephone within three seconds', async () => {
  // An ordinary line first, so that dictionaries are read; it wakes nobody.
  await importChat('warm', [['2020-12-13 20:00:00', '王阿姨', '小区路灯好几天不亮了，晚上看不清路']]);
  await expect.poll(stored, { timeout: 20_000 }).toBe(1);
  expect(gateway.got).toEqual([]);

  now = '2020-12-13T13:05:12.000Z';
  const began = performance.now();
  await importChat('hydrant', [['2020-12-13 21:05:10', '3栋-张先生', '湖畔花园门口消防栓被撞坏了，喷出大量的水']]);
  await expect
    .poll(() => [phones['secretary']!, phones['duty']!].map((one) => told(one).length), {
      interval: 20,
      timeout: 3_000,
    })
    .toEqual([1, 1]);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(told(phones['duty']!)[0]).toMatch(/红色预警.*http/);

  const at = (seconds: number): string => new Date(Date.parse(now) + seconds * 1_000).toISOString();
  const water = handlerOf('water');
  await act('1205', at(20), { action: 'acknowledge' }, water);
  await act('1205', at(45), { action: 'reply', note: '抢修人员已出发' }, water);
  await act('1205', at(5_400), { action: 'reply', note: '已关闸更换', outcome: 'solved' }, water);
  await act('1205', at(5_400), { action: 'resolve', note: '' }, water);
  const { alert, assignments, timeline } = (await fileOf('1205'))!;
  const [lead] = assignments;
  expect(alert).toMatchObject({ level: 'red', wardCode: community, state: 'resolved' });
  // The first reply, in seconds; the minutes of the signature were met.
  expect((Date.parse(lead!.firstRepliedAt!) - Date.parse(lead!.pushedAt!)) / 1_000).toBeCloseTo(45, 0);
  expect(timeline.map(({ event }) => event)).toEqual([
    'raise',
    'push',
    'acknowledge',
    'reply',
    'reply',
    'resolve',
    'all_resolved',
  ]);
  expect((Date.parse(timeline.at(-1)!.at) - Date.parse(timeline[0]!.at)) / 60_000).toBeCloseTo(90, 0);
});

it('D1: a tree that a storm threw across the exit is held and closed by a volunteer team, by the minute', async () => {
  now = '2020-12-14T10:30:30.000Z';
  await importChat('tree', [
    ['2020-12-14 18:30:00', '李阿姨', '湖畔花园大树倒了压到人，把小区出口堵死了，救护车进不来'],
    ['2020-12-14 18:30:10', '5栋老周', '大风把树刮倒了，砸在出口，有人受伤'],
  ]);
  await expect.poll(async () => (await fileOf('1206'))?.alert.state, { interval: 20, timeout: 5_000 }).toBe('pushed');
  const opened = (await fileOf('1206'))!;
  expect(opened.alert.level).toBe('red');
  expect(opened.assignments.map(({ departmentCode, role }) => `${role} ${departmentCode}`)).toEqual([
    'lead volunteers',
  ]);
  const sign = opened.clocks.find(({ kind }) => kind === 'sign')!;
  expect(Date.parse(sign.dueAt!) - Date.parse(sign.startedAt)).toBe(5 * 60_000);

  const team = handlerOf('volunteers');
  await act('1206', '2020-12-14T10:33:00.000Z', { action: 'acknowledge' }, team);
  await act(
    '1206',
    '2020-12-14T11:10:00.000Z',
    { action: 'reply', note: '树已锯开，出口已通', outcome: 'solved' },
    team,
  );
  await act('1206', '2020-12-14T11:10:30.000Z', { action: 'resolve', note: '' }, team);
  const happy = { action: 'follow_up', result: 'satisfied', unitAtFault: false, note: '' } as const;
  await act('1206', '2020-12-15T02:00:00.000Z', happy, dispatcher);
  const closed = (await fileOf('1206'))!;
  expect(closed.alert.state).toBe('closed');
  expect(closed.clocks.filter(({ kind }) => kind === 'sign').map(({ outcome }) => outcome)).toEqual(['met']);
});
