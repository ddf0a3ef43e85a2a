import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { connectDesk, createDeskSecrets } from '#demo/desk/connect-desk.ts';
import { startDesk } from '#demo/desk/start-desk.ts';
import { createLog } from '#jobs/log.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { createPersonas } from '../accounts/personas.ts';
import { exampleDistrict, loadDistrict } from './load-district.ts';
import type { System } from './open-system.ts';
import { runDistrict } from './run-district.ts';

/** The Saturday of story B1, early in the afternoon; time passes at its own pace from here. */
const start = Date.parse('2020-12-12T15:00:00+08:00');
const began = performance.now();
const now = (): number => start + (performance.now() - began);
const replay = { now, start: () => {}, speed: () => 1, until: new Date(start).toISOString() };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const stores = await freshStores();
const pushSecret = `whsec_${Buffer.from('a secret of this test, 32 bytes').toString('base64')}`;
process.env['TEST_PUSH_SECRET'] = pushSecret;
const example = await loadDistrict(exampleDistrict);
const deskSecrets = createDeskSecrets(example);
const desk = await startDesk({ secretFor: (code) => deskSecrets.get(code) });
const source = {
  id: 'forum',
  name: '社区论坛',
  manifest: 'push',
  secretEnv: 'TEST_PUSH_SECRET',
  wardCode: '',
  everySeconds: 60,
};
const district = {
  ...connectDesk(example, desk.url, deskSecrets),
  sources: [source],
  alerting: { ...example.alerting, groupWaitMinutes: 0 },
};
const system: System = {
  district,
  base: district,
  dataDir: await mkdtemp(join(tmpdir(), 'minqing-e2e-')),
  stores: { addresses: stores.addresses, owned: false, close: async () => {} },
  analytics: stores.analytics,
  reader: stores.reader,
  ledger: stores.ledger,
  secrets: { reporter: { keyId: 'test', key: Buffer.alloc(32, 7) }, setup: '', seal: Buffer.alloc(32, 5) },
  log: createLog('error'),
  close: async () => {},
};
await createPersonas(system.ledger, district);
const running = await runDistrict(system, {
  host: '127.0.0.1',
  port: 0,
  roles: ['api', 'jobs'],
  replay,
  allowTargets: [new URL(desk.url).host],
  sweepEveryMs: 500,
  rankEveryMs: 60_000,
});
const browser: Browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await running.close();
  await desk.close();
});

interface Post {
  title: string;
  text: string;
  at: number;
}

let next = 0;

/** Pushes posts of one resident each, signed by the reference library. */
async function push(posts: Post[]): Promise<Response> {
  const items = posts.map(({ title, text, at }) => {
    const id = String((next += 1));
    return {
      externalId: id,
      kind: 'post',
      publishedAt: new Date(at).toISOString(),
      title,
      text,
      reporter: `resident-${id}`,
      wardHint: '北干街道',
    };
  });
  const body = JSON.stringify({ items });
  const at = new Date();
  return fetch(`${running.url}/api/ingest/forum`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${next}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(pushSecret).sign(`msg_${next}`, at, body),
    },
    body,
  });
}

/** Three weeks of ordinary posts, so that there is a usual to differ from. */
const ordinary: Post[] = Array.from({ length: 63 }, (_, i) => {
  const matters = ['楼道灯不亮了，晚上看不清台阶', '垃圾桶满了没有人来清运', '请问社区图书室周末几点开门'];
  return {
    title: matters[i % 3]!.slice(0, 8),
    text: matters[i % 3]!,
    at: start - DAY - (i % 21) * DAY - (i % 3) * HOUR,
  };
});

const burst: Post[] = [
  ['萧山医院门口右转道堵死了', '早上送孩子到萧山医院看病，右转专用道排到了横五路上，半小时没动'],
  ['横五路育才路路口太堵', '横五路右转去萧山医院的车把直行道都占了，育才路口绿灯也过不去'],
  ['右转专用道形同虚设', '萧山医院门前的右转专用道被等停车位的车占着，育才路整条堵住'],
  ['看病的车堵了整条路', '去萧山医院的车在横五路右转道排长队，公交车也拐不进来'],
  ['建议交警到萧山医院路口疏导', '萧山医院右转车道拥堵，横五路和育才路周末天天这样，请交警来疏导'],
  ['育才路口被右转车辆堵住', '周六上午育才路去萧山医院方向右转车辆排队，后面的车全堵着'],
  ['救护车都开不进去', '横五路右转道堵死，救护车在萧山医院门口按喇叭也过不去'],
  ['医院右转道能不能管管', '萧山医院右转专用道没人管，育才路拥堵一上午'],
  ['横五路堵车投诉', '投诉：横五路到萧山医院右转道严重拥堵，每个周末都堵'],
  ['又堵了', '萧山医院这个路口，右转道又排到育才路了，拥堵得厉害'],
].map(([title, text], i) => ({ title: title!, text: text!, at: start - 6 * HOUR + i * 0.5 * HOUR }));

/** The words by which a person recognises the matter in a title, whichever post lent it. */
const matter = /萧山医院|育才路|横五路|右转/;

describe('the main job, end to end', () => {
  test('posts go in, the hotspot appears, the alert arrives on the open page, and is signed for from the keyboard', async () => {
    expect((await push(ordinary)).status).toBe(207);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // As a newcomer comes: by the bare address.
    await page.goto(running.url);
    await page.getByTestId('persona-jiaojing').click();
    await page.getByTestId('inbox-list').waitFor();
    expect(await page.getByTestId('inbox-row').count()).toBe(0);

    expect((await push(burst)).status).toBe(207);
    await page.getByTestId('inbox-row').first().waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('inbox-row').first().textContent()).toMatch(matter);
    await expect
      .poll(() => desk.messages().filter((message) => message.departmentCode === 'jiaojing').length, {
        timeout: 30_000,
      })
      .toBe(1);

    await page.getByTestId('todo').waitFor();
    await page.keyboard.press('s');
    await expect.poll(() => page.getByTestId('alert-log').textContent(), { timeout: 15_000 }).toContain('签收');

    await page.goto(`${running.url}/`);
    await expect.poll(() => page.getByTestId('hot-row').first().textContent(), { timeout: 15_000 }).toMatch(matter);
  });

  test('the same push again changes nothing', async () => {
    next -= burst.length;
    const answer = await push(burst);
    expect(answer.status).toBe(207);
    const rows = await fetch(`${running.url}/metrics`).then((metrics) => metrics.text());
    expect(rows).toContain(
      `minqing_intake_rows_total{source="forum",outcome="accept",reason="new"} ${ordinary.length + burst.length}`,
    );
  });
});
