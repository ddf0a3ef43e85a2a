import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { maxAttempts } from '../../alerts/deliver/backoff.ts';
import { deliver } from '../../alerts/deliver/deliver.ts';
import { createMailer } from '../../alerts/deliver/mailer.ts';
import { deskFor, officeFor } from '../../alerts/testing/desk.ts';
import { district as fixture } from '../../alerts/testing/fixtures.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import { inTransaction, runStatement } from '#warehouse/ledger/ledger.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { insertCorrection } from '#warehouse/ledger/reports/issue-report.ts';
import { listReports } from '#warehouse/ledger/reports/list-reports.ts';
import { listReceipts, listReportMails } from '#warehouse/ledger/reports/receipts.ts';
import type { ReportReader } from '#warehouse/ledger/reports/report-row.ts';
import { requestReport, saveCounting } from '#warehouse/ledger/reports/save-report.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { shippedCalendar } from '../../alerts/calendar/working-calendar.ts';
import { renderReport } from '../render/render-report.ts';
import { type Distribution, type DistributionRule, findMailAddress } from '../settings/distribution-setting.ts';
import { canonicalJson, snapshotHash } from '../snapshot/identify.ts';
import { sampleSnapshot } from '../testing/sample-snapshot.ts';
import { moveReport, saveEdits } from '../workflow/act-on-report.ts';
import type { ReportActor } from '../workflow/report-actor.ts';
import { EVERY_REPORT } from '../workflow/count-report.ts';
import type { ReportDesk } from '../workflow/report-desk.ts';
import { distribute } from './distribute.ts';
import { readReport, resendReport } from './receive-report.ts';
import { reportLetter } from './report-letter.ts';

const { ledger, reader: analytics } = await freshStores();
const mails: { to: string; text: string }[] = [];
let isAway = false;
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo({ address }, _session, done) {
    const code = isAway ? 451 : address.startsWith('gone') ? 550 : 0;
    done(code === 0 ? null : Object.assign(new Error('no'), { responseCode: code }));
  },
  onData(stream, { envelope }, done) {
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.on('end', () => {
      mails.push({ to: envelope.rcptTo.map(({ address }) => address).join(), text });
      done();
    });
  },
});
await new Promise<void>((ready) => mailServer.listen(0, '127.0.0.1', () => ready()));
const { port } = mailServer.server.address() as { port: number };
const mailer = createMailer(`smtp://127.0.0.1:${port}?tls=none`, 'minqing@example.gov.cn');
afterAll(async () => {
  mailer.close();
  await new Promise<void>((closed) => mailServer.close(() => closed()));
});

const police = { kind: 'email', to: 'police@example.gov.cn' } as const;
const departments = fixture.departments.map((each) =>
  each.code === 'police' ? { ...each, channels: [police] } : each,
);
const rule: DistributionRule = {
  kinds: [],
  about: 'any',
  ward: '',
  departments: [],
  toSubject: false,
  accounts: [],
  mails: [],
};
const person = await upsertUser(ledger, {
  username: 'director',
  display_name: '局长',
  password_hash: '',
  role: 'street_leader',
  wards: ['990113999'],
  lines: null,
  department_code: '',
});
let list: Distribution = { rules: [], formats: ['docx', 'xlsx'], attachUpToMb: 8 };
const queued: string[] = [];
const desk: ReportDesk = {
  analytics,
  ledger,
  district: { ...fixture, departments },
  wards: [
    {
      code: fixture.code,
      level: 'district',
      name: fixture.name,
      parentCode: '',
      aliases: [],
      households: 0,
      residents: 0,
    },
  ],
  calendar: shippedCalendar(),
  now: () => new Date('2020-12-03T02:00:00.000Z'),
  issuer: () => '区社建办',
  twoPeople: () => true,
  distribution: () => list,
  enqueueDelivery: async (_, deliveryId) => void queued.push(deliveryId),
  mask: (text) => text,
};
const clerk: ReportActor = { id: '91', name: '经办人', reader: EVERY_REPORT, mayEdit: true, mayIssue: true };
const chief: ReportActor = { ...clerk, id: '92', name: '主任' };
const nobody = { wards: ['990113999'], lines: null, departmentCode: '', accountId: '' };
const inPolice: ReportReader = { ...nobody, wards: [], lines: ['公安'], departmentCode: 'police' };
const director: ReportReader = { ...nobody, accountId: String(person.user_id) };

let made = 0;
/** A counted draft of the district under review. */
async function underReview(): Promise<{ reportId: string; version: number }> {
  const reportId = `report-${(made += 1)}`;
  const at = '2020-12-03T01:00:00.000Z';
  const snapshot = sampleSnapshot();
  const subject = { subjectKind: 'ward', subjectCode: '', eventId: '' } as const;
  const row = { reportId, kind: 'monthly', periodKey: `20${10 + made}-11`, ...subject, name: '月报', at, by: '经办人' };
  await requestReport(ledger, { ...row, onlyNew: false });
  const counted = { snapshot: canonicalJson(snapshot), snapshotHash: snapshotHash(snapshot), name: '月报', at };
  await saveCounting(ledger, { reportId, ...counted, searchText: '育才路的路灯不亮，居民反映集中' });
  const { version } = (await getReport(ledger, EVERY_REPORT, reportId))!;
  expect(await moveReport(desk, { reportId, version, actor: clerk, action: 'submit' })).toMatchObject({ kind: 'done' });
  return { reportId, version: version + 1 };
}
async function issued(): Promise<string> {
  const asked = await underReview();
  expect(await moveReport(desk, { ...asked, actor: chief, action: 'issue' })).toMatchObject({ kind: 'done' });
  return asked.reportId;
}

const engine = {
  ...deskFor(ledger),
  enqueue: async (_: unknown, job: { deliveryId: string }) => void queued.push(job.deliveryId),
};
let isUnwritable = false;
const rendering = {
  render: async ({ model, formats }: Parameters<Parameters<typeof reportLetter>[0]['rendering']['render']>[0]) => {
    if (isUnwritable) throw new Error('the thread ran out of memory');
    return renderReport(model, formats);
  },
};
const office = officeFor({ departments }, [], {
  mailer,
  reportLetter: (report) =>
    reportLetter(
      { ledger, rendering, distribution: () => list, linkTo: (id) => `https://minqing.example/reports/${id}` },
      report,
    ),
});
const book = office.endpoints;
office.endpoints = {
  get: (id) => {
    const to = findMailAddress(list, id);
    const rest = { departmentCode: '', departmentName: '', url: '', secret: '', fallback: false };
    return book.get(id) ?? (to ? { endpointId: id, kind: 'email', to, ...rest } : undefined);
  },
};
/** Sends what is queued, once each. */
async function sendAll(): Promise<string[]> {
  const results: string[] = [];
  for (const deliveryId of queued.splice(0)) {
    const result = await deliver(engine, office, { deliveryId, now: desk.now() });
    results.push(result.kind === 'nothing' ? 'nothing' : `${result.kind} ${result.code}`);
  }
  return results;
}
const messageId = (text: string): string => /Message-ID: <(msg_\w+)@/i.exec(text)![1]!;

beforeEach(() => {
  mails.length = 0;
  queued.length = 0;
  isAway = false;
  isUnwritable = false;
  list = {
    rules: [{ ...rule, departments: ['police'], accounts: ['director', 'unknown'], mails: ['leader@example.gov.cn'] }],
    formats: ['docx', 'xlsx'],
    attachUpToMb: 8,
  };
});

describe('an issued report', () => {
  test('goes by mail with its files, under one id however often it is tried, and again when the server was away', async () => {
    const reportId = await issued();
    isAway = true;
    expect(await sendAll()).toEqual(['retry smtp_451', 'retry smtp_451']);
    isAway = false;
    expect(await sendAll()).toEqual(['sent ok', 'sent ok']);
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['leader@example.gov.cn', 'police@example.gov.cn']);
    const stored = await listReportMails(ledger, reportId);
    for (const { text } of mails) {
      expect(stored.map(({ delivery_id }) => delivery_id)).toContain(messageId(text));
      expect(text.match(/Content-Disposition: attachment/g)).toHaveLength(2);
      expect(text).toContain('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    }
    expect(stored.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['sent', 2],
      ['sent', 2],
    ]);
    // Distributing again, as after a crash, sends nothing twice.
    const row = (await getReport(ledger, EVERY_REPORT, reportId))!;
    const again = await inTransaction(ledger, (tx) => distribute(desk, tx, { row, edition: 0, at: row.updated_at }));
    expect(again).toEqual({ desks: 0, mails: 0 });
  });

  test('above the set size goes as a link behind sign-in', async () => {
    list = { ...list, attachUpToMb: 0, rules: [{ ...list.rules[0]!, departments: [] }] };
    const reportId = await issued();
    expect(await sendAll()).toEqual(['sent ok']);
    expect(mails[0]!.text).not.toContain('attachment');
    const body = Buffer.from(mails[0]!.text.split('\r\n\r\n')[1]!, 'base64').toString();
    expect(body).toContain('请登录后下载');
    expect(body).toContain(`https://minqing.example/reports/${reportId}`);
  });

  test('lies on the desks of units and people, who read it and nothing else, until it is marked as read', async () => {
    const draft = await underReview();
    expect(await getReport(ledger, inPolice, draft.reportId)).toBeUndefined();
    await moveReport(desk, { ...draft, actor: chief, action: 'issue' });
    const { reportId } = draft;
    expect(await getReport(ledger, { ...nobody, departmentCode: 'water' }, reportId)).toBeUndefined();
    for (const reader of [inPolice, director]) {
      const wanted = { unread: true, limit: 10, offset: 0 };
      expect((await listReports(ledger, reader, wanted)).map(({ report_id }) => report_id)).toContain(reportId);
      const actor: ReportActor = { ...chief, name: '签阅人', reader };
      const { version } = (await getReport(ledger, reader, reportId))!;
      expect(await saveEdits(desk, { reportId, version, actor, edits: {} })).toMatchObject({ reason: 'forbidden' });
      expect(await readReport(desk, { reportId, actor })).toEqual({ kind: 'done' });
      expect(await getReport(ledger, reader, reportId)).toMatchObject({ is_own: false, unread: false });
    }
    const receipts = await listReceipts(ledger, reportId);
    expect(receipts.map(({ recipient, read_by }) => [recipient, read_by])).toEqual([
      [String(person.user_id), '签阅人'],
      ['police', '签阅人'],
    ]);
  });

  test('that cannot be delivered is a dead letter in plain sight, and is sent again under its id', async () => {
    list = { ...list, rules: [{ ...rule, mails: ['gone@example.gov.cn'] }] };
    const reportId = await issued();
    expect(await sendAll()).toEqual(['dead smtp_550']);
    const [mail] = await listReportMails(ledger, reportId);
    expect(mail).toMatchObject({ status: 'dead', last_code: 'smtp_550' });
    const asked = { reportId, deliveryId: mail!.delivery_id };
    const stranger: ReportActor = { ...chief, reader: director };
    expect(await resendReport(desk, { ...asked, actor: stranger })).toMatchObject({ kind: 'refused' });
    expect(await resendReport(desk, { ...asked, actor: chief })).toEqual({ kind: 'done' });
    expect(queued).toEqual([mail!.delivery_id]);
  });

  test('whose files cannot be written is tried as often as any message, then is a dead letter, and is sent once they can', async () => {
    list = { ...list, rules: [{ ...rule, mails: ['leader@example.gov.cn'] }] };
    const reportId = await issued();
    isUnwritable = true;
    for (let attempt = 1; attempt < maxAttempts; attempt++) expect(await sendAll()).toEqual(['retry file_not_written']);
    expect(await sendAll()).toEqual(['dead file_not_written']);
    const [mail] = await listReportMails(ledger, reportId);
    expect(mail).toMatchObject({ status: 'dead', attempts: maxAttempts, last_code: 'file_not_written' });
    isUnwritable = false;
    expect(await resendReport(desk, { reportId, deliveryId: mail!.delivery_id, actor: chief })).toEqual({
      kind: 'done',
    });
    expect(await sendAll()).toEqual(['sent ok']);
  });

  test('is corrected before the same people, though the list has changed since', async () => {
    const reportId = await issued();
    await sendAll();
    mails.length = 0;
    list = { ...list, rules: [{ ...rule, mails: ['leader@example.gov.cn', 'new@example.gov.cn'] }] };
    const row = (await getReport(ledger, EVERY_REPORT, reportId))!;
    const differences = JSON.stringify([
      { place: '正文', item: 'documents', what: '受理件数', before: '96', after: '97' },
    ]);
    const at = '2020-12-09T02:00:00.000Z';
    const edition = await inTransaction(ledger, async (tx) => {
      const number = await insertCorrection(tx, { reportId, at, byName: '主任', snapshotHash: 'x', differences });
      await distribute(desk, tx, { row, edition: number, at });
      return number;
    });
    expect(edition).toBe(1);
    expect(await sendAll()).toEqual(['sent ok', 'sent ok', 'sent ok']);
    const subjects = mails.map(({ text }) =>
      Buffer.from(/Subject: =\?UTF-8\?B\?([\w+/=]+)/.exec(text)?.[1] ?? '', 'base64').toString(),
    );
    expect(subjects[0]).toContain('【民情】');
    const desks = (await listReceipts(ledger, reportId)).filter((each) => each.edition === 1);
    expect(desks.map(({ recipient }) => recipient)).toEqual([String(person.user_id), 'police']);
  });
});

test('who hands over does not issue, unless the office has set so', async () => {
  const asked = await underReview();
  const refused = await moveReport(desk, { ...asked, actor: clerk, action: 'issue' });
  expect(refused).toEqual({ kind: 'refused', reason: 'same_person' });
  const small = { ...desk, twoPeople: () => false };
  expect(await moveReport(small, { ...asked, actor: clerk, action: 'issue' })).toMatchObject({ kind: 'done' });
  const lines = await runStatement(ledger, {
    name: 'test',
    text: `select actor_name as who, action from audit_log where target = $1 order by 1, 2`,
    values: [asked.reportId],
    row: z.object({ who: z.string(), action: z.string() }),
  });
  expect(lines.map(({ action }) => action).toSorted()).toEqual(['report.issue', 'report.submit']);
});

const search = async (...words: string[]): Promise<string[]> =>
  (await listReports(ledger, EVERY_REPORT, { words, limit: 100, offset: 0 })).map(({ report_id }) => report_id);

describe('the archive', () => {
  test('finds the middle of a Chinese sentence, a single character, all of several words, and no reversed pair', async () => {
    const { reportId } = await underReview();
    const text = '罗溪路路面坑洼，12345热线转来 ABC 路灯';
    const { version } = (await getReport(ledger, EVERY_REPORT, reportId))!;
    await moveReport(desk, { reportId, version, actor: chief, action: 'return' });
    await saveCounting(ledger, {
      reportId,
      snapshot: '{}',
      snapshotHash: '',
      name: '月报',
      searchText: text,
      at: '2020-12-03T01:00:00.000Z',
    });
    for (const words of [['路面坑'], ['洼'], ['abc', '热线转'], ['12345热线']])
      expect(await search(...words)).toContain(reportId);
    for (const words of [['面路'], ['路面', '没有'], ['%'], ['坑洼热线']])
      expect(await search(...words)).not.toContain(reportId);
    const [found] = await listReports(ledger, EVERY_REPORT, { words: ['路面坑洼'], limit: 1, offset: 0 });
    expect(found!.found).toContain('罗溪路路面坑洼');
  });
});
