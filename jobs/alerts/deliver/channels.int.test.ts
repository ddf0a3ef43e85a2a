import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noRow, runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { Department } from '#warehouse/model/district.ts';
import type { AlertDesk } from '../alert-desk.ts';
import { checkClocks } from '../check-clocks.ts';
import type { DeliverJob, RaisableHotspot } from '../contract.ts';
import { raiseAlerts } from '../raise-alerts.ts';
import { byPath, dingtalkGroup, feishuGroup, wecomGroup } from '../testing/channel-receivers.ts';
import { deskFor, officeFor } from '../testing/desk.ts';
import { district, hotspot } from '../testing/fixtures.ts';
import { crowdedMs } from './claim-paced.ts';
import { paces } from './transports.ts';
import { answering, dropping, hanging, startReceiver, type Behaviour } from '../testing/receiver.ts';
import { deliver, type PostOffice } from './deliver.ts';
import { endpointsOfChannels } from './endpoints.ts';
import { createMailer } from './mailer.ts';

const { ledger } = await freshStores();
const receiver = await startReceiver();
const base = receiver.url.replace('/hook', '');
const mails: string[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: ({ address }, _session, done) =>
    done(address.startsWith('gone') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
  onData(stream, _session, done) {
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.on('end', () => {
      mails.push(text);
      done();
    });
  },
});
await new Promise<void>((ready) => mailServer.listen(0, '127.0.0.1', () => ready()));
const { port } = mailServer.server.address() as { port: number };
const mailer = createMailer(`smtp://127.0.0.1:${port}?tls=none`, 'minqing@example.gov.cn');
afterAll(async () => {
  mailer.close();
  await Promise.all([receiver.close(), new Promise<void>((closed) => mailServer.close(() => closed()))]);
});

const whsec = `whsec_${Buffer.from('a secret of this test, 32 bytes!').toString('base64')}`;
const saturday = '2020-12-12T02:00:00.000Z';
type Channels = Department['channels'];
type Desk = AlertDesk & { jobs: DeliverJob[] };

/** A desk whose traffic police has these channels, and the office that serves them. */
function open(channels: Channels, more: Partial<PostOffice> = {}): { desk: Desk; office: PostOffice } {
  const desk: Desk = deskFor(ledger, {});
  const departments = district.departments.map((one) => (one.code === 'police' ? { ...one, channels } : one));
  desk.policy = { ...desk.policy, departments: new Map(departments.map((one) => [one.code, one])) };
  return { desk, office: officeFor({ departments }, [receiver.authority], { mailer, ...more }) };
}

let events = 0;
async function raiseSome(desk: Desk, count: number, fields: Partial<RaisableHotspot> = {}): Promise<void> {
  const runId = `run-${(events += 1)}`;
  const hotspots = Array.from({ length: count }, (_, n) =>
    hotspot({ eventId: `${runId}-${n}`, runId, severity: 3, ...fields }),
  );
  await raiseAlerts(desk, { runId, hotspots, now: saturday });
}
async function sendAll(desk: Desk, office: PostOffice, now = saturday): Promise<string[]> {
  const kinds: string[] = [];
  while (desk.jobs.length > 0)
    for (const { deliveryId, delayMs } of desk.jobs.splice(0)) {
      if (delayMs) continue;
      const result = await deliver(desk, office, { deliveryId, now });
      kinds.push(result.kind === 'nothing' ? 'nothing' : `${result.kind} ${result.code}`);
    }
  return kinds;
}
const forget = async (): Promise<void> => {
  const text = `update deliveries set status = 'void' where status in ('pending', 'held')`;
  await runStatement(ledger, { name: 'forget', text, row: noRow });
};
beforeEach(async () => {
  await forget();
  receiver.got.length = 0;
  mails.length = 0;
});

describe('the five channels, at receivers of another making', () => {
  it('accept what is sent to them, signed as each wants it', async () => {
    const groups = {
      wecom: wecomGroup({ secret: '', perMinute: 20 }),
      dingtalk: dingtalkGroup({ secret: 'SEC-d', perMinute: 20, keyword: '预警' }),
      feishu: feishuGroup({ secret: 'SEC-f', perMinute: 100, perSecond: 5, keyword: '预警' }),
    };
    byPath(receiver, {
      '/cgi-bin': groups.wecom.behaviour,
      '/robot': groups.dingtalk.behaviour,
      '/open-apis': groups.feishu.behaviour,
      '/sms': answering(202),
      '/hook': answering(204),
    });
    const { desk, office } = open([
      { kind: 'wecom', url: `${base}/cgi-bin/webhook/send?key=K`, secret: '' },
      { kind: 'dingtalk', url: `${base}/robot/send?access_token=T`, secret: 'SEC-d' },
      { kind: 'feishu', url: `${base}/open-apis/bot/v2/hook/T`, secret: 'SEC-f' },
      { kind: 'webhook', url: `${base}/hook`, secret: whsec },
      { kind: 'sms', url: `${base}/sms`, secret: whsec, to: '13900000000' },
      { kind: 'email', to: 'duty@example.gov.cn' },
    ]);
    await raiseSome(desk, 1);
    expect(await sendAll(desk, office)).toEqual(Array(6).fill('sent ok'));
    for (const { shown } of Object.values(groups)) expect(shown[0]).toContain('【红色预警】');
    for (const path of ['/hook', '/sms']) {
      const { headers, body } = receiver.got.find((one) => one.path.startsWith(path))!;
      expect(() => new Webhook(whsec).verify(body, headers as Record<string, string>)).not.toThrow();
    }
    expect(mails[0]).toMatch(/Message-ID: <msg_[0-9a-f]{32}@example\.gov\.cn>/i);
  });

  it('refuse a wrong secret inside a 200, which is a dead letter; the unit’s last resort is then used, once', async () => {
    byPath(receiver, { '/robot': dingtalkGroup({ secret: 'right', perMinute: 20 }).behaviour, '/sms': answering(202) });
    const { desk, office } = open([
      { kind: 'dingtalk', url: `${base}/robot/send?access_token=T`, secret: 'wrong' },
      { kind: 'sms', url: `${base}/sms`, secret: whsec, to: '13900000000', fallback: true },
    ]);
    await raiseSome(desk, 1);
    expect(await sendAll(desk, office)).toEqual(['dead errcode_310000', 'sent ok']);
  });

  it('a mailbox that is gone is a dead letter; a server that is away is tried again', async () => {
    const gone = open([{ kind: 'email', to: 'gone@example.gov.cn' }]);
    await raiseSome(gone.desk, 1);
    expect(await sendAll(gone.desk, gone.office)).toEqual(['dead smtp_550']);
    const away = open([{ kind: 'email', to: 'duty@example.gov.cn' }], {
      mailer: createMailer('smtp://127.0.0.1:1?tls=none', 'a@b.cn'),
    });
    await raiseSome(away.desk, 1);
    expect(await sendAll(away.desk, away.office)).toEqual([expect.stringMatching(/^retry /)]);
  });
});

const portal = answering(200, { 'content-type': 'text/html' }, '<html>请先登录</html>');
const moved = answering(302, { location: 'http://127.0.0.1:1/elsewhere' });
const faults: [string, Behaviour, string][] = [
  ['is slow', hanging, 'retry timeout'],
  ['redirects', moved, 'retry 302'],
  ['hangs up', dropping, 'retry UND_ERR_SOCKET'],
  ['answers 503', answering(503), 'retry 503'],
];
const bots = ['wecom', 'dingtalk', 'feishu'] as const;
const http: Channels = [
  ...bots.map((kind) => ({ kind, url: `${base}/x?key=K`, secret: '' as const })),
  { kind: 'webhook', url: `${base}/x`, secret: whsec },
  { kind: 'sms', url: `${base}/x`, secret: whsec, to: '13900000000' },
];
describe.each(http)('a receiver of $kind that', (channel) => {
  it.each(faults)('%s is tried again, under the same id', async (_name, behaviour, expected) => {
    const { desk, office } = open([channel], { timeoutMs: 100 });
    await raiseSome(desk, 1);
    const [job] = desk.jobs;
    receiver.answer = behaviour;
    expect(await sendAll(desk, office)).toEqual([expected]);
    expect(desk.jobs).toEqual([]);
    receiver.answer = answering(200, {}, '{"errcode":0,"code":0}');
    expect(await deliver(desk, office, { deliveryId: job!.deliveryId, now: saturday })).toEqual({
      kind: 'sent',
      code: 'ok',
    });
    const ids = new Set(receiver.got.map(({ headers }) => headers['webhook-id']));
    expect([...ids]).toEqual([channel.kind === 'webhook' || channel.kind === 'sms' ? job!.deliveryId : undefined]);
  });
});

describe.each(bots)('a receiver of %s that', (kind) => {
  it.each<[string, Behaviour]>([
    ['is a sign-in page with 200', portal],
    ['says nothing with 200', answering(200)],
    ['says ok in words and no code', answering(200, {}, '{"errmsg":"ok","msg":"success"}')],
  ])('%s has received nothing', async (_name, behaviour) => {
    const { desk, office } = open([{ kind, url: `${base}/x?key=K`, secret: '' }]);
    await raiseSome(desk, 1);
    receiver.answer = behaviour;
    expect(await sendAll(desk, office)).toEqual(['retry bad_answer']);
  });
});

describe('many messages for one group', () => {
  it('become digests that leave nothing out, below the rate and the size that the bot takes', async () => {
    const group = wecomGroup({ secret: '', perMinute: 20 });
    receiver.answer = group.behaviour;
    const { desk, office } = open([{ kind: 'wecom', url: `${base}/cgi-bin/webhook/send?key=K`, secret: '' }]);
    await raiseSome(desk, 40, { severity: 2, title: '测'.repeat(60), place: '育才路横五路口'.repeat(3) });
    await checkClocks(desk, { now: '2020-12-12T02:30:00.000Z' });
    await sendAll(desk, office, '2020-12-12T02:30:00.000Z');
    const text = `select number, status, digest_id as digest from deliveries join alerts using (alert_id)
      where channel = 'wecom' and status <> 'void' and event_id like $1`;
    const row = z.object({ number: z.string(), status: z.string(), digest: z.string().nullable() });
    const sent = await runStatement(ledger, { name: 'sent', text, values: [`run-${events}-%`], row });
    expect(sent.map(({ status }) => status)).toEqual(Array(40).fill('sent'));
    const ours = group.shown.filter((shown) => sent.some(({ number }) => shown.includes(number)));
    expect(ours.length).toBeLessThan(10);
    for (const { number } of sent) expect(group.shown.filter((shown) => shown.includes(number))).toHaveLength(1);
  });

  it('an emergency goes by itself, at once', async () => {
    const group = wecomGroup({ secret: '', perMinute: 20 });
    receiver.answer = group.behaviour;
    const { desk, office } = open([{ kind: 'wecom', url: `${base}/cgi-bin/webhook/send?key=K`, secret: '' }]);
    await raiseSome(desk, 7);
    expect(await sendAll(desk, office)).toEqual(Array(7).fill('sent ok'));
    expect(group.shown).toHaveLength(7);
  });
});

describe('a 飞书 bot', () => {
  it('is left alone at the full and the half hour, except in an emergency', async () => {
    const group = feishuGroup({ secret: 'SEC-f', perMinute: 100 });
    receiver.answer = group.behaviour;
    const channel = { kind: 'feishu', url: `${base}/open-apis/bot/v2/hook/T`, secret: 'SEC-f' } as const;
    let nowMs = Date.parse('2020-12-12T02:30:20.000Z');
    const { desk, office } = open([channel], { paces, nowMs: () => nowMs });
    await raiseSome(desk, 1, { severity: 2 });
    await checkClocks(desk, { now: '2020-12-12T02:30:00.000Z' });
    const [job] = desk.jobs.splice(0);
    expect(await deliver(desk, office, { deliveryId: job!.deliveryId, now: saturday })).toEqual({ kind: 'nothing' });
    expect(desk.jobs[0]?.delayMs).toBeGreaterThanOrEqual(40_000);
    desk.jobs.length = 0;
    await raiseSome(desk, 1);
    expect(await sendAll(desk, office)).toEqual(['sent ok']);
    nowMs += 41_000;
    expect(await deliver(desk, office, { deliveryId: job!.deliveryId, now: saturday })).toEqual({
      kind: 'sent',
      code: 'ok',
    });
  });

  it.each([
    ['10:00:00', 60_000],
    ['10:00:59', 1_000],
    ['10:01:00', 0],
    ['10:29:59', 0],
    ['10:30:15', 45_000],
  ])('waits at %s for %i ms', (time, ms) => {
    expect(crowdedMs(Date.parse(`2020-12-12T${time}.000Z`))).toBe(ms);
  });
});

const called = (): string[] => receiver.got.map(({ path }) => path.replace('/hook/', ''));

describe('people on duty', () => {
  const people = ['zhang', 'li', 'zhao'].map((personId) => ({ unit: 'police', personId, name: personId }));
  const withDuty = (desk: Desk, unit = 'police') => {
    const endpointsFor = (personId: string) =>
      endpointsOfChannels([{ kind: 'webhook', url: `${base}/hook/${personId}`, secret: whsec }], {
        id: `${unit}/${personId}`,
        code: unit,
        name: personId,
      });
    desk.policy = {
      ...desk.policy,
      onDuty: (asked) => (asked === unit ? people.map((one) => ({ ...one, unit })) : []),
      dutyEndpoints: ({ personId }) => endpointsFor(personId),
    };
    return { get: (id: string) => endpointsFor(/\/(\w+)\./.exec(id)?.[1] ?? '')[0] };
  };
  it('are called in turn while nobody signs, and not beyond the list', async () => {
    receiver.answer = answering(204);
    const { desk, office } = open([]);
    office.endpoints = withDuty(desk);
    await raiseSome(desk, 1);
    await sendAll(desk, office);
    expect(called()).toEqual(['zhang']);
    // The sign clock of an emergency is five minutes; after it the next is called, and at half as much again the third.
    const turns: string[][] = [];
    for (const minutes of [5, 7.5, 10, 12.5, 15]) {
      receiver.got.length = 0;
      await checkClocks(desk, { now: new Date(Date.parse(saturday) + minutes * 60_000).toISOString() });
      await sendAll(desk, office);
      turns.push([...new Set(called())]);
    }
    expect(turns).toEqual([['li'], ['zhao'], [], [], []]);
  });

  it('who cannot be reached is followed by the next at once', async () => {
    byPath(receiver, { '/hook/zhang': answering(410), '/hook': answering(204) });
    const { desk, office } = open([]);
    office.endpoints = withDuty(desk);
    await raiseSome(desk, 1);
    expect(await sendAll(desk, office)).toEqual(['dead 410', 'sent ok']);
    expect(called()).toEqual(['zhang', 'li']);
  });

  it('of the ward, the street and the district are told of an emergency there', async () => {
    receiver.answer = answering(204);
    const { desk, office } = open([]);
    office.endpoints = withDuty(desk, '999001001001');
    await raiseSome(desk, 1);
    await sendAll(desk, office);
    expect(called()).toEqual(['zhang']);
    expect(receiver.got[0]!.body).toContain('抄送');
  });

  it('of a ward who cannot be reached is followed by the next there, and the unit hears nothing of it', async () => {
    byPath(receiver, { '/hook/zhang': answering(410), '/hook': answering(204) });
    const { desk, office } = open([]);
    office.endpoints = withDuty(desk, '999001001001');
    await raiseSome(desk, 1);
    expect(await sendAll(desk, office)).toEqual(['dead 410', 'sent ok']);
    expect(called()).toEqual(['zhang', 'li']);
    expect(receiver.got.every(({ body }) => body.includes('抄送'))).toBe(true);
  });

  it('get so many messages a day, the rest in the morning', async () => {
    receiver.answer = answering(204);
    const { desk, office } = open([]);
    office.endpoints = withDuty(desk);
    const first = { unit: 'police', personId: 'budget', name: '限额' };
    desk.policy = { ...desk.policy, budgetPerDay: 2, onDuty: () => [first] };
    await raiseSome(desk, 4, { severity: 2 });
    await checkClocks(desk, { now: '2020-12-12T02:30:00.000Z' });
    const text = `select status, count(*) as n from deliveries where target like '%/budget.%' group by 1 order by 1`;
    const row = z.object({ status: z.string(), n: z.number() });
    const counts = await runStatement(ledger, { name: 'budget', text, row });
    // Lead and assist of each alert are four messages each to the same person: eight in all.
    expect(counts).toEqual([
      { status: 'held', n: expect.any(Number) },
      { status: 'pending', n: 2 },
    ]);
  });
});
