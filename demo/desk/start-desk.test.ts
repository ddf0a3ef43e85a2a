import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDesk, createDeskSecrets } from './connect-desk.ts';
import { startDesk, type Desk } from './start-desk.ts';
import { findSignatureFault } from './verify-signature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const data = {
  alertId: 'a1',
  number: '20201212-0003',
  level: 'orange',
  levelName: '橙色',
  role: 'lead',
  departmentName: '公安交警支队',
  heading: '【橙色预警】萧山医院 拥堵',
  text: '编号：20201212-0003',
  link: 'http://127.0.0.1:8080/alerts/a1?a=1&b=2',
  subject: {
    topicCode: '0801',
    topicName: '拥堵',
    place: '萧山医院',
    wardCode: '990113003001',
    wardName: '博学社区',
    documents: 8,
    reporters: 8,
    communities: 1,
  },
};
const body = JSON.stringify({ type: 'alert.open', timestamp: '2020-12-12T04:10:00.000Z', data });

interface Attempt {
  id?: string;
  code?: string;
  text?: string;
  signedText?: string;
  at?: Date;
}

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk({
    secretFor: (code) => (code === 'jiaojing' ? secret : undefined),
    nameFor: () => '公安<交警>支队',
  });
});
afterEach(() => desk.close());

/** Sends as the reference library signs. */
async function push({
  id = 'msg_1',
  code = 'jiaojing',
  text = body,
  signedText = text,
  at = new Date(),
}: Attempt): Promise<number> {
  const response = await fetch(`${desk.url}/hook/${code}`, {
    method: 'POST',
    body: text,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': `v1a,ignored ${new Webhook(secret).sign(id, at, signedText)}`,
    },
  });
  return response.status;
}

describe('the signature', () => {
  it('holds for the published vector', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const text = Buffer.from('{"test": 2432232314}');
    expect(findSignatureFault(headers, text, secret, 1_614_265_330)).toBeUndefined();
    expect(findSignatureFault(headers, text, secret, 1_614_265_330 + 301)).toBe('timestamp_too_old');
    expect(findSignatureFault(headers, text, secret, 1_614_265_330 - 301)).toBe('timestamp_too_new');
    expect(findSignatureFault(headers, text, `${secret}AAAB`, 1_614_265_330)).toBe('no_matching_signature');
  });
});

describe('the desk', () => {
  it('takes a signed push and says which story it tells', async () => {
    expect(await push({})).toBe(204);
    expect(desk.messages()).toMatchObject([
      { id: 'msg_1', departmentCode: 'jiaojing', attempts: 1, push: { type: 'alert.open', story: { id: 'B1' } } },
    ]);
    expect(desk.messages()[0]?.fault).toBeUndefined();
  });

  it('takes each id once, however often it comes', async () => {
    expect([await push({}), await push({}), await push({ id: 'msg_2' })]).toEqual([204, 204, 204]);
    expect(desk.messages().map(({ id, attempts }) => [id, attempts])).toEqual([
      ['msg_1', 2],
      ['msg_2', 1],
    ]);
  });

  it('refuses and shows a changed body, and still takes the true one after it', async () => {
    expect(await push({ text: body.replace('萧山医院', '别处'), signedText: body })).toBe(401);
    expect(await push({})).toBe(204);
    expect(desk.messages().map(({ fault }) => fault)).toEqual(['no_matching_signature', undefined]);
  });

  it('refuses a captured request ten minutes later', async () => {
    expect(await push({ at: new Date(Date.now() - 600_000) })).toBe(401);
    expect(desk.messages()[0]?.fault).toBe('timestamp_too_old');
  });

  it('refuses unknown departments, missing headers, giant bodies and other methods, and keeps nothing of them', async () => {
    const send = async (path: string, init: RequestInit): Promise<number> =>
      (await fetch(desk.url + path, init)).status;
    expect(await push({ code: 'nobody' })).toBe(404);
    expect(await send('/hook/jiaojing', { method: 'POST', body })).toBe(400);
    expect(await push({ text: 'x'.repeat(70_000) })).toBe(413);
    expect(await send('/messages', { method: 'DELETE' })).toBe(405);
    expect(await send('/elsewhere', {})).toBe(404);
    expect(desk.messages()).toEqual([]);
  });

  it('keeps a signed push that it does not understand, without a guess', async () => {
    expect(await push({ text: 'not json' })).toBe(204);
    expect(desk.messages()[0]?.push).toBeUndefined();
  });

  it('shows a page that loads nothing and lets no markup through', async () => {
    await push({});
    await push({ id: 'msg_2', text: body.replace('【橙色预警】', '<script>alert(1)</script>') });
    await push({ id: 'msg_3', text: body.replace('萧山医院', '冒名'), signedText: body });
    const page = await fetch(desk.url);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('签名有效');
    expect(html).toContain('签名无效');
    expect(html).toContain('B1 萧山医院右转专用道');
    expect(html).toContain('公安&lt;交警&gt;支队');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('冒名');
    expect(html).toContain('href="http://127.0.0.1:8080/alerts/a1?a=1&amp;b=2"');
    expect(html).not.toMatch(/<script|<link|src=|url\(/);
  });

  it('shows of a sensitive push what it holds: its number', async () => {
    const { subject: _, ...sensitive } = { ...data, heading: '【红色预警】' };
    expect(await push({ text: JSON.stringify({ type: 'alert.open', timestamp: '', data: sensitive }) })).toBe(204);
    expect(await (await fetch(desk.url)).text()).toContain('20201212-0003 · 橙色<');
    expect(desk.messages()[0]?.push?.story).toBeUndefined();
  });

  it('gives the same messages as JSON', async () => {
    await push({});
    expect(await (await fetch(`${desk.url}/messages`)).json()).toEqual(desk.messages());
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(desk.url).port);
    await expect(startDesk({ secretFor: () => secret, port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('connecting a district', () => {
  it('points every channel at the desk with a secret of its own', () => {
    const department = {
      code: 'jiaojing',
      name: '公安交警支队',
      line: '公安交管',
      wardCode: '',
      dutyPhone: '',
      channels: [],
    };
    const district = { departments: [department, { ...department, code: 'shuiwu' }] } as never;
    const secrets = createDeskSecrets(district);
    const connected = connectDesk(district, 'http://127.0.0.1:4100', secrets);
    expect(connected.departments.map(({ channels }) => channels)).toEqual([
      [{ kind: 'webhook', url: 'http://127.0.0.1:4100/hook/jiaojing', secret: secrets.get('jiaojing') }],
      [{ kind: 'webhook', url: 'http://127.0.0.1:4100/hook/shuiwu', secret: secrets.get('shuiwu') }],
    ]);
    expect(secrets.get('jiaojing')).toMatch(/^whsec_[A-Za-z0-9+/=]{32}$/);
    expect(secrets.get('jiaojing')).not.toBe(secrets.get('shuiwu'));
  });
});
