import { join } from 'node:path';
import type { Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertRow } from '#api/contract/alerts.ts';
import type { HotspotList, Overview } from '#api/contract/hotspots.ts';
import type { Session } from '#api/contract/session.ts';
import { axeFindings } from './axe-findings.ts';
import { launchBrowser } from './browser.ts';
import { desktop, openPage, phone } from './open-page.ts';
import { endless } from './fixture-views.ts';
import { startFixtureServer, type FixtureServer } from './fixture-server.ts';

// The pages as they are shipped (built, under the product's security policy), on invented data over real HTTP.
const dist = join(import.meta.dirname, '..', 'dist');
const browser = await launchBrowser();
let server: FixtureServer;

afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFixtureServer({ dist });
  return () => server.close();
});

/** A page signed in as a demo person, opened at `path`; what it says on its console is kept in `faults` too. */
async function enter(persona: string, path = '/', options = desktop): Promise<Page & { faults: string[] }> {
  const page = await openPage(browser, server.url, { cookie: `minqing_persona=${persona}`, ...options });
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(message.text());
  });
  await page.goto(server.url + path);
  return page;
}

/** The next change that a page sends to a path. */
const sentTo = (page: Page, path: string) =>
  page.waitForRequest((request) => request.method() !== 'GET' && request.url().endsWith(path));

/** Waits until something can be seen; false when it does not come. */
const seen = (locator: Locator, timeout = 10_000): Promise<boolean> =>
  locator
    .first()
    .waitFor({ timeout })
    .then(() => true)
    .catch(() => false);

/** Until the parts below the window stand there too. */
const untilBuilt = (page: Page) => expect.poll(() => page.locator('.later:empty').count()).toBe(0);

const listed = (page: Page) => page.getByTestId('hot-row').locator('a.title').allTextContents();

/** Every page with what shows that it has come, looked at by an analyst or by the role whose work it is. */
const pages: { name: string; path: string; sign: string; who?: string }[] = [
  { name: 'overview', path: '/', sign: 'hot-list' },
  { name: 'hotspots', path: '/hotspots', sign: 'rank-total' },
  { name: 'event', path: '/events/ev0', sign: 'heat-parts' },
  { name: 'inbox', path: '/inbox/al42', sign: 'alert-detail' },
  { name: 'leads', path: '/leads', sign: 'signal' },
  { name: 'sources', path: '/sources', sign: 'sources' },
  { name: 'posts', path: '/?posts=days:7', sign: 'document' },
  { name: 'search', path: '/search?q=%E5%8F%B3%E8%BD%AC', sign: 'document' },
  { name: 'confirm', path: '/confirm', sign: 'confirm', who: 'leader' },
  { name: 'replies', path: '/replies', sign: 'reviews' },
  { name: 'channels', path: '/channels', sign: 'channels' },
  { name: 'supervision', path: '/supervision', sign: 'month-state' },
  { name: 'routing', path: '/settings/routing', sign: 'routing-rule' },
  { name: 'tile grid', path: '/settings/ward-grid', sign: 'grid-board' },
  { name: 'map of wards', path: '/settings/ward-map', sign: 'map-editor' },
];

describe('every page', () => {
  for (const { name, path, sign, who = 'analyst' } of pages) {
    it(`${name} has no accessibility finding in any look, and runs under the policy`, async () => {
      const page = await enter(who, path);
      await page.getByTestId(sign).first().waitFor();
      await page.waitForTimeout(300);
      await untilBuilt(page);
      expect(await axeFindings(page)).toEqual([]);
      expect(page.faults).toEqual([]);
      await page.context().close();
    });

    it(`${name} fits a phone without sideways scrolling`, async () => {
      const page = await enter(who, path, phone);
      await page.getByTestId(sign).first().waitFor();
      await untilBuilt(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      expect(page.faults).toEqual([]);
      await page.context().close();
    });
  }
});

describe('a phone', () => {
  it('has the search in reach whatever the name of the district, and each button of the leads in sight', async () => {
    const page = await enter('admin', '/sources', phone);
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch();
      const session = (await response.json()) as Session;
      session.district.name = '巴音郭楞蒙古自治州库尔勒经济技术开发区';
      await route.fulfill({ response, json: session });
    });
    await page.goto(`${server.url}/leads`);
    await page.getByText('巴音郭楞蒙古自治州库尔勒经济技术开发区').first().waitFor();
    const search = (await page.getByRole('searchbox').boundingBox())!;
    expect(search.width).toBeGreaterThan(140);
    const buttons = page.getByTestId('recurring').getByTestId('open-special');
    await buttons.first().waitFor();
    for (const button of await buttons.all()) {
      const { x, width } = (await button.boundingBox())!;
      expect(x + width).toBeLessThanOrEqual(390);
    }
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('what is known around an event', () => {
  it('is reached from a lead, and a measure is marked with its day in one dialog', async () => {
    const page = await enter('leader', '/leads');
    expect(await page.getByTestId('signal').first().innerText()).toContain('碰巧如此的可能不到百万分之一');
    await page.getByTestId('signal').first().getByRole('link').click();
    const around = page.getByTestId('background');
    expect(await seen(around.getByText('反复问题。'))).toBe(true);
    expect(await seen(around.getByText('少了约 67%（95% 区间 42%–81%）'))).toBe(true);
    await page.getByTestId('mark-measure').click();
    await page.getByTestId('measure-title').fill('增设右转信号灯');
    const sent = page.waitForRequest((request) => request.url().endsWith('/interventions'));
    await page.getByTestId('measure-submit').click();
    expect((await sent).postDataJSON()).toEqual({ day: '2020-12-12', title: '增设右转信号灯' });
    expect(await seen(page.getByText('已标记'))).toBe(true);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('what lies below the first window', () => {
  it('is built when it comes near, before paper, and else in a quiet moment, and moves nothing in sight', async () => {
    const page = await enter('analyst', '/events/ev0', phone);
    const [first, below] = [page.getByTestId('heat-parts'), page.getByTestId('replies')];
    // Untouched: a word that is searched for in the page, the tab key and a screen reader find it.
    await below.waitFor({ state: 'attached' });
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.addInitScript('globalThis.requestIdleCallback = () => 0');
    await page.reload();
    await first.waitFor();
    expect(await below.count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await below.waitFor({ state: 'attached' });
    await page.addInitScript(`globalThis.shift = 0;
      new PerformanceObserver((seen) => { for (const { value } of seen.getEntries()) globalThis.shift += value; })
        .observe({ type: 'layout-shift', buffered: true });`);
    await page.reload();
    await first.waitFor();
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 400);
        return below.count();
      })
      .toBe(1);
    expect(await page.evaluate('shift')).toBeLessThan(0.05);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('the topic of a post', () => {
  it('is confirmed by key and undone, and by touch and undone', async () => {
    for (const [options, isTouch] of [
      [desktop, false],
      [phone, true],
    ] as const) {
      const page = await enter('leader', '/confirm', options);
      const post = page.getByTestId('confirm').getByTestId('document');
      const press = (key: string, button: string): Promise<void> =>
        isTouch ? page.getByTestId(button).tap() : page.keyboard.press(key);
      await page.getByTestId('confirm-2').waitFor();
      const first = (await post.textContent())!;
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await press('2', 'confirm-2');
      expect((await sent).postDataJSON()).toEqual({ topic: '0802' });
      await expect.poll(() => page.getByText('已确认为“停车”').count()).toBe(1);
      await expect.poll(() => post.textContent()).not.toBe(first);
      const undone = page.waitForRequest((request) => request.url().endsWith('/api/confirm/answers/1/undo'));
      await press('z', 'confirm-undo');
      await undone;
      await expect.poll(() => post.textContent()).toBe(first);
      await expect.poll(() => page.getByTestId('confirm-undo').count()).toBe(0);
      expect(page.faults).toEqual([]);
      await page.context().close();
    }
  });

  it('says when a model or a person chose it, and explains that', async () => {
    const page = await enter('analyst', '/search?q=%E5%8F%B3%E8%BD%AC');
    await expect.poll(() => page.getByTestId('topic-by').allTextContents()).toEqual(['模型', '人工']);
    await page.getByRole('button', { name: '口径：人工' }).click();
    await expect.poll(() => page.getByText('类别由工作人员在“待确认”里选定').count()).toBe(1);
    await page.context().close();
  });
});

describe('the posts of an event', () => {
  it('are split off together after a question, and put back', async () => {
    const page = await enter('analyst', '/events/ev0');
    page.on('dialog', (dialog) => void dialog.accept());
    const boxes = page.getByRole('checkbox');
    await boxes.nth(1).check();
    await boxes.nth(2).check();
    await expect.poll(() => page.getByTestId('split-bar').textContent()).toContain('已选 2 件');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByTestId('split').click();
    const body = (await sent).postDataJSON() as { kind: string; documents: unknown[] };
    expect([body.kind, body.documents.length]).toEqual(['detach', 2]);
    const acts = page.getByTestId('event-acts');
    await expect.poll(() => acts.textContent()).toContain('2 件');
    await acts.getByRole('button').click();
    await expect.poll(() => acts.textContent()).toContain('已撤销');
    await expect.poll(() => acts.getByRole('button').count()).toBe(0);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

const isAct = (request: Request): boolean => request.method() === 'POST' && request.url().endsWith('/acts');

describe('a page that was never opened while no server answers', () => {
  it('leaves the page that stands, says so, and opens once one answers', async () => {
    const page = await enter('analyst', '/hotspots');
    await page.getByTestId('hot-list').waitFor();
    await page.context().setOffline(true);
    const link = page.getByRole('link', { name: '督查', exact: true });
    await link.click();
    await page.getByText('连不上服务器，请检查网络后重试。').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/hotspots');
    await page.context().setOffline(false);
    await link.click();
    await page.getByRole('heading', { name: '督查', level: 1 }).waitFor();
    await page.context().close();
  });
});

describe('a past event of the same matter', () => {
  it('is merged into the open one once the question is answered with yes, and taken out again', async () => {
    const page = await enter('analyst', '/events/ev0');
    const merge = page.getByTestId('similar').getByRole('button', { name: '并入本事件' });
    const newest = page.getByTestId('event-acts').locator('li').first();
    const asked: string[] = [];
    const answer = (isYes: boolean): void =>
      void page.once('dialog', (dialog) => {
        asked.push(dialog.message());
        void (isYes ? dialog.accept() : dialog.dismiss());
      });
    const posted: unknown[] = [];
    page.on('request', (request) => void (isAct(request) && posted.push(request.postDataJSON())));
    answer(false);
    await merge.click();
    answer(true);
    const sent = sentTo(page, '/api/events/ev0/acts');
    await merge.click();
    expect((await sent).postDataJSON()).toEqual({ kind: 'merge', from: 'ev1' });
    expect(posted).toHaveLength(1);
    expect(asked.join(' ')).toMatch(/之后可以撤销.*之后可以撤销/);
    await expect.poll(() => newest.textContent()).toContain('合并事件');
    await newest.getByRole('button').click();
    await expect.poll(() => newest.textContent()).toContain('已撤销');
    await expect.poll(() => newest.getByRole('button').count()).toBe(0);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('two hotspots of one matter', () => {
  it('are linked by the address of a page, name each other, and are parted again', async () => {
    const page = await enter('analyst', '/events/ev0');
    const matters = page.getByTestId('wide-matters').locator('details');
    const linked = matters.filter({ hasText: '由人关联' });
    const form = page.getByTestId('link-event');
    await form.locator('summary').click();
    await form.getByRole('textbox').fill('萧山医院');
    await form.getByRole('button').click();
    expect(await seen(form.getByText('这不像热点页面的网址'))).toBe(true);
    await form.getByRole('textbox').fill(`${server.url}/events/ev1?days=7`);
    const sent = sentTo(page, '/api/events/ev0/acts');
    await form.getByRole('button').click();
    expect((await sent).postDataJSON()).toEqual({ kind: 'link', to: 'ev1' });
    expect(await seen(linked.getByText('另有 1 个热点'))).toBe(true);
    const named = linked.getByRole('link');
    await linked.locator('summary').click();
    const other = (await named.textContent())!;
    await named.click();
    await expect.poll(() => page.locator('h1').textContent()).toContain(other);
    expect(await seen(linked.getByText('另有 1 个热点'))).toBe(true);
    await linked.locator('summary').click();
    await expect.poll(() => named.getAttribute('href')).toContain('/events/ev0');
    await expect.poll(() => page.getByTestId('event-acts').textContent()).toContain('关联为同一件大事');
    await page.getByTestId('event-acts').getByRole('button').click();
    await expect.poll(() => page.getByTestId('event-acts').textContent()).toContain('已撤销');
    await expect.poll(() => linked.count()).toBe(0);
    expect(await matters.count()).toBe(1);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

/** What scrolling to the end of the posts was like: rows drawn at most, and milliseconds of processor by frame. */
interface Scrolled {
  text: string;
  most: number;
  frames: number[];
}

/**
 * Scrolls to the last post, a frame at a time. A frame's cost is what the page's main thread worked for it by the
 * thread's own clock: what a busy machine takes away from it counts for the machine.
 */
async function scrollThrough(page: Page): Promise<Scrolled> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const body = await page.evaluateHandle(() => document.querySelector('[role=feed]')!.parentElement!);
  const seenNow = { last: '', text: '', most: 0 };
  const frames: number[] = [];
  for (let before = await worked(); seenNow.last !== String(endless.total) && frames.length < 5_000;) {
    const now = await body.evaluate(async (scroller) => {
      scroller.scrollTop = scroller.scrollHeight;
      await new Promise((frame) => requestAnimationFrame(frame));
      const drawn = [...scroller.getElementsByTagName('article')];
      const last = drawn.at(-1);
      return { last: last?.getAttribute('aria-posinset') ?? '', text: last?.textContent ?? '', most: drawn.length };
    });
    Object.assign(seenNow, now, { most: Math.max(now.most, seenNow.most) });
    const after = await worked();
    frames.push(after - before);
    before = after;
  }
  return { text: seenNow.text, most: seenNow.most, frames };
}

describe('the way from a number to its posts', () => {
  it('drills from the district to a street, opens the posts behind its number, and comes back step by step', async () => {
    const page = await enter('analyst', '/hotspots');
    await page.getByTestId('rank-total').getByRole('button', { name: '城厢街道', exact: true }).click();
    await expect.poll(() => page.url()).toContain('ward=330199002');
    await expect.poll(() => page.getByTestId('ward-path').textContent()).toMatch(/江湾区\s*\/\s*城厢街道/);
    await page
      .getByTestId('rank-total')
      .getByRole('button', { name: /育才社区的原帖/ })
      .click();
    await expect.poll(() => page.getByTestId('posts-total').textContent()).toMatch(/^\d+ 件/);
    const told = Number.parseInt((await page.getByTestId('posts-total').textContent()) ?? '', 10);
    await expect.poll(() => page.getByTestId('document').count()).toBe(told);
    await page.goBack();
    await expect.poll(() => page.getByTestId('posts-drawer').count()).toBe(0);
    expect(page.url()).toContain('ward=330199002');
    await page.goBack();
    await expect
      .poll(() => page.getByTestId('rank-total').getByRole('button', { name: '城厢街道', exact: true }).count())
      .toBe(1);
    await page.context().close();
  });

  it('filters the page by a category, shows it as a chip, and opens as the same view from its link', async () => {
    const page = await enter('analyst');
    await page.getByRole('button', { name: /交通出行/ }).click();
    await expect.poll(() => page.getByTestId('filter-chip').textContent()).toContain('类别：交通出行');
    const titles = ['萧山医院右转专用道拥堵', '宝山20路末班车时间过早'];
    await expect.poll(() => listed(page)).toEqual(titles);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect.poll(() => listed(other)).toEqual(titles);
    await page.getByTestId('filter-chip').click();
    await expect.poll(() => page.getByTestId('hot-row').count()).toBe(8);
    await page.context().close();
  });

  it('scrolls through twenty thousand posts smoothly, drawing some twenty of them', async () => {
    const page = await enter('analyst', `/?posts=q:${encodeURIComponent(endless.word)},days:7`);
    await page.getByTestId('document').first().waitFor();
    const { text, most, frames } = await scrollThrough(page);
    expect(text).toContain('第 20000 件');
    expect(most).toBeLessThan(60);
    // 20 frames a second at least, 19 of 20 times: a page of two hundred posts comes in with most of them.
    const sorted = [...frames].sort((a, b) => a - b);
    expect(sorted[Math.floor(frames.length * 0.95)]).toBeLessThan(50);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('builds a hundred hotspots on a phone as they are scrolled to, and the wards below them, and all for paper', async () => {
    const page = await enter('analyst', '/sources', phone);
    await page.route('**/api/hotspots?*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as HotspotList;
      const rows = Array.from({ length: 100 }, (_, i) => ({
        ...answer.rows[i % answer.rows.length]!,
        eventId: `many-${i}`,
        rank: i + 1,
      }));
      await route.fulfill({ response, json: { ...answer, rows, total: 100 } });
    });
    // No quiet moment, in which the wards would be built too.
    await page.addInitScript('globalThis.requestIdleCallback = () => 0');
    await page.goto(`${server.url}/hotspots`);
    const drawn = page.getByTestId('hot-row');
    await expect.poll(() => drawn.count()).toBeGreaterThanOrEqual(20);
    expect([(await drawn.count()) < 60, await page.getByTestId('rank-total').count()]).toEqual([true, 0]);
    await expect
      .poll(async () => {
        await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        return drawn.count();
      })
      .toBe(100);
    await page.getByTestId('rank-total').waitFor();
    await page.reload();
    await expect.poll(() => drawn.count()).toBeGreaterThanOrEqual(20);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect.poll(() => drawn.count()).toBe(100);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('shows residents’ markup as text and never the content of a private message', async () => {
    const page = await enter('analyst', '/?posts=ward:none,days:7');
    expect(await seen(page.getByText('<script>alert(1)</script>有人在群里发奇怪的链接').first())).toBe(true);
    await page.goto(`${server.url}/events/ev4`);
    expect(await seen(page.getByText('私信（不展示内容）'))).toBe(true);
    await page.context().close();
  });
});

describe('what the system learns from', () => {
  it('a model is read by its card, put out of work after a try, and an earlier choice is taken back up', async () => {
    const page = await enter('analyst', '/settings/topic-model');
    const card = page.getByTestId('model');
    await expect.poll(() => card.textContent()).toContain('第 2 版');
    await card.locator('summary').click();
    await expect
      .poll(() => card.getByRole('row').allTextContents())
      .toEqual(
        expect.arrayContaining([expect.stringContaining('交通出行'), expect.stringContaining('对不上，按词库')]),
      );
    await expect.poll(() => card.getByRole('radio').isChecked()).toBe(true);
    await page.getByRole('radio', { name: '不用模型，只按词库判断' }).check();
    await page.getByTestId('setting-try').click();
    const saved = sentTo(page, '/api/settings/topic-model');
    await page.getByTestId('setting-save').click();
    expect((await saved).postDataJSON()).toMatchObject({ version: 1, value: { version: 0, minConfidence: 0.7 } });
    const back = page.getByTestId('setting-history').getByRole('button');
    await back.click();
    await expect.poll(() => back.textContent()).toContain('确定恢复？');
    const restored = sentTo(page, '/api/settings/topic-model/restore');
    await back.click();
    expect((await restored).postDataJSON()).toMatchObject({ version: 1, restore: 0 });
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('a word that was found is taken into the list, or refused and then not', async () => {
    const page = await enter('analyst', '/settings/lexicon');
    const words = page.getByTestId('new-words').getByRole('listitem');
    await words.filter({ hasText: '月亮岛' }).getByTestId('word-accept').click();
    await expect.poll(() => page.getByTestId('lexicon-words').inputValue()).toBe('梧桐里弄 ns\n博学圆桌汇\n月亮岛');
    await expect
      .poll(() => words.filter({ hasText: '月亮岛' }).getByTestId('word-accept').textContent())
      .toContain('已在下方');
    const refused = sentTo(page, '/api/new-words/refuse');
    await words.filter({ hasText: '暗箱操作' }).getByTestId('word-refuse').click();
    expect((await refused).postDataJSON()).toEqual({ words: ['暗箱操作'], refused: true });
    const status = page.getByTestId('new-words').getByRole('status');
    await expect.poll(() => status.textContent()).toContain('已拒绝“暗箱操作”');
    const undone = sentTo(page, '/api/new-words/refuse');
    await status.getByRole('button').click();
    expect((await undone).postDataJSON()).toEqual({ words: ['暗箱操作'], refused: false });
    await expect.poll(() => status.count()).toBe(0);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('an unsure post and an event tell whom the rules would give them to, apart from the topic', async () => {
    const page = await enter('leader', '/confirm');
    await expect.poll(() => page.getByTestId('confirm-unit-1').textContent()).toContain('建议派 区交警支队');
    await expect.poll(() => page.getByTestId('confirm-unit-2').textContent()).toContain('建议派 区城管局');
    await page.goto(`${server.url}/events/ev1`);
    await expect.poll(() => page.getByTestId('suggested-unit').textContent()).toContain('公安交警大队');
    await expect.poll(() => page.getByTestId('suggested-unit').textContent()).toContain('类别据“右转、拥堵”');
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('the wards as tiles', () => {
  it('are laid by keyboard, by choosing a tile and then a place, and by dragging, and can then be tried out', async () => {
    const page = await enter('analyst', '/settings/ward-grid');
    const board = page.getByTestId('grid-board');
    const at = (place: string) => board.locator(`[data-place="${place}"]`);
    await expect.poll(() => at('1 1').textContent()).toMatch(/街道|镇/);
    const [first, second] = [(await at('1 1').textContent())!.trim(), (await at('2 1').textContent())!.trim()];
    await at('1 1').press('ArrowRight');
    await expect.poll(() => at('2 1').textContent()).toContain(first);
    await expect.poll(() => at('1 1').textContent()).toContain(second);
    await expect.poll(() => at('2 1').evaluate((tile) => tile === document.activeElement)).toBe(true);
    await at('2 1').click();
    await at('1 3').click();
    await expect.poll(() => at('1 3').textContent()).toContain(first);
    await at('1 3').dragTo(at('3 3'));
    await expect.poll(() => at('3 3').textContent()).toContain(first);
    await page.getByTestId('setting-try').click();
    expect(await seen(page.getByTestId('setting-save'))).toBe(true);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('are drawn by residents too, each still a way into its ward', async () => {
    const page = await enter('analyst');
    const tiles = page.getByTestId('ward-tiles');
    await tiles.getByTestId('ward-view-area').click();
    const area = async (name: string): Promise<number> => {
      const box = await tiles.getByRole('button', { name: new RegExp(name) }).boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    };
    await expect.poll(() => area('城厢街道')).toBeGreaterThan(0);
    await tiles.getByRole('button', { name: /城厢街道/ }).click();
    await expect.poll(() => page.url()).toContain('ward=330199002');
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

const panelOf = (page: Page): Locator => page.getByTestId('ward-tiles');

describe('the wards on a map', () => {
  it('are what the overview shows where borders were supplied, with the approval number; a press leads into a ward, which has none and shows tiles', async () => {
    const page = await enter('analyst');
    const panel = panelOf(page);
    await panel.scrollIntoViewIfNeeded();
    await panel.getByText('审图号：江S(2020)00号').waitFor();
    // Without borders, so beside the map.
    await panel
      .getByTestId('ward-map')
      .getByRole('button', { name: /衙前镇/ })
      .waitFor();
    const canvas = panel.locator('canvas');
    await canvas.waitFor();
    const inked = (): Promise<number> =>
      canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
    await expect.poll(inked).toBeGreaterThan(5);
    const box = (await canvas.boundingBox())!;
    await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } });
    await expect.poll(() => page.url()).toMatch(/ward=330199\d{3}(&|$)/);
    await expect.poll(() => panel.getByTestId('ward-view-map').count()).toBe(0);
    await panel.getByRole('button', { name: /山北/ }).waitFor();
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('are a table for the keyboard, each row a way into its ward, drawn on the map or not', async () => {
    const page = await enter('analyst');
    const panel = panelOf(page);
    await panel.scrollIntoViewIfNeeded();
    const asTable = panel.getByTestId('ward-map').getByRole('button', { name: '表格' });
    await asTable.focus();
    await page.keyboard.press('Enter');
    const row = panel.getByTestId('ward-map').getByRole('cell', { name: '衙前镇' }).getByRole('button');
    await row.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('ward=330199012');
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('are taken from a file that says what it holds and what is wrong with it, before anything is saved', async () => {
    const page = await enter('analyst', '/settings/ward-map');
    const editor = page.getByTestId('map-editor');
    await editor.getByTestId('map-file').setInputFiles({
      name: '边界.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from('{"type":"FeatureCollection","features":[]}'),
    });
    await editor.getByText('读到 11 个区域的边界，41,200 个点简化为 528 个。').waitFor();
    await editor.getByText('第 12 个图形（江湾港区）').waitFor();
    await editor.getByLabel(/审图号/).fill('江S(2020)00号');
    await page.getByTestId('setting-try').click();
    await page.getByTestId('setting-save').waitFor();
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('a department’s work', () => {
  it('signs, replies and resolves by keyboard alone', async () => {
    const page = await enter('handler', '/inbox');
    await page.getByTestId('alert-detail').waitFor();
    await page.keyboard.press('s');
    expect(await seen(page.getByText('签收成功：2020-0042'))).toBe(true);
    await page.keyboard.press('r');
    await page.keyboard.press('Tab');
    await page.getByRole('radio', { name: '部分解决' }).press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('已派警力早高峰疏导，右转道延长方案本周踏勘。');
    await page.keyboard.press('Control+Enter');
    expect(await seen(page.getByText('回复成功：2020-0042'))).toBe(true);
    await page.keyboard.press('e');
    await page.getByTestId('action-note').fill('右转道已延长。');
    await page.keyboard.press('Control+Enter');
    expect(await seen(page.getByText('办结成功：2020-0042'))).toBe(true);
    expect(server.alerts[0]?.assignments[0]?.state).toBe('resolved');
    await page.context().close();
  });

  it('moves with j and k, and shows its keys with ?', async () => {
    const page = await enter('handler', '/inbox');
    await page.getByTestId('alert-detail').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => page.url()).toContain('/inbox/al40');
    await page.keyboard.press('k');
    await expect.poll(() => page.url()).toContain('/inbox/al42');
    await page.keyboard.press('?');
    expect(await seen(page.getByRole('dialog', { name: '快捷键' }))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('refuses to send a return without a reason', async () => {
    const page = await enter('handler', '/inbox/al42');
    await page.getByTestId('action-return').click();
    await page.getByTestId('action-submit').click();
    expect(await seen(page.getByText('请填写：退回理由。'))).toBe(true);
    expect(server.alerts[0]?.version).toBe(3);
    await page.context().close();
  });

  it('is told what is allowed when somebody else was faster', async () => {
    const page = await enter('handler', '/inbox/al42');
    expect(await seen(page.getByTestId('action-acknowledge'))).toBe(true);
    const alert = server.alerts[0] as AlertRow;
    alert.version = 9;
    Object.assign(alert.assignments[0] ?? {}, {
      state: 'acked',
      signedAt: alert.raisedAt,
      actions: ['reply', 'return'],
    });
    await page.keyboard.press('s');
    expect(await seen(page.getByText('预警已被更新。已为您刷新，现在可以：回复、退回。'))).toBe(true);
    expect(await seen(page.getByTestId('action-reply'))).toBe(true);
    await page.context().close();
  });

  it('keeps a reply that could not be sent, says why beside it, and sends it once when tried again', async () => {
    const page = await enter('handler', '/inbox/al36');
    await page.getByTestId('action-reply').click();
    await page.getByRole('radio', { name: '解释说明' }).check();
    await page.getByTestId('action-note').fill('消防通道已划线，夜间值守。');
    server.failNext('/api/alerts/al36/actions', 503);
    await page.getByTestId('action-submit').click();
    expect(await seen(page.getByRole('dialog').getByText('回复没有成功：服务器出错（503）'))).toBe(true);
    expect(await page.getByTestId('action-note').inputValue()).toBe('消防通道已划线，夜间值守。');
    await page.getByTestId('action-submit').click();
    expect(await seen(page.getByText('回复成功：2020-0036'))).toBe(true);
    expect(server.alerts.find((one) => one.id === 'al36')?.version).toBe(4);
    await page.context().close();
  });

  it('reports a milestone with a reply', async () => {
    const lead = server.alerts.find((one) => one.id === 'al36')!.assignments[0]!;
    const [stop, fine] = [lead.replyDueAt, lead.resolveDueAt];
    lead.milestones = [
      { name: '停工', dueAt: stop, doneAt: null },
      { name: '处罚', dueAt: fine, doneAt: null },
      { name: '勘查', dueAt: stop, doneAt: stop },
    ];
    const page = await enter('handler', '/inbox/al36');
    await expect.poll(() => page.getByTestId('alert-milestones').textContent()).toMatch(/停工.*处罚.*勘查✓/);
    await page.getByTestId('action-reply').click();
    const choice = page.getByTestId('action-milestone');
    await expect.poll(() => choice.locator('option').allTextContents()).toEqual(['（不报告节点）', '停工', '处罚']);
    await choice.selectOption('停工');
    await page.getByRole('radio', { name: '阶段性回复' }).check();
    await page.getByTestId('action-note').fill('已责令停工。');
    const sent = page.waitForRequest((request) => request.url().endsWith('/actions'));
    await page.getByTestId('action-submit').click();
    expect((await sent).postDataJSON()).toMatchObject({ action: 'reply', milestone: '停工', note: '已责令停工。' });
    expect(await seen(page.getByText('回复成功：2020-0036'))).toBe(true);
    await page.context().close();
  });

  it('calls for a ruling with its reason, and sees that the unit is in dispute', async () => {
    const lead = server.alerts.find((one) => one.id === 'al36')!.assignments[0]!;
    Object.assign(lead, { dispute: 'open', actions: ['dispute', 'reply'] });
    const page = await enter('handler', '/inbox/al36');
    expect(await seen(page.getByTestId('alert-unit').getByText('派单争议，待裁决'))).toBe(true);
    await page.getByTestId('action-dispute').click();
    await page.getByTestId('action-submit').click();
    expect(await seen(page.getByText(/请填写：争议说明/))).toBe(true);
    await page.context().close();
  });

  it('is narrowed by ward, level and unit, told as chips, kept in the address and opened again', async () => {
    const page = await enter('analyst', '/inbox?box=all', phone);
    const rows = page.getByTestId('inbox-row');
    await expect.poll(() => rows.count()).toBe(server.alerts.length);
    const level = server.alerts.find((one) => one.level === 'orange') as AlertRow;
    const unit = level.assignments[0]!;
    await page.getByTestId('pick-level').selectOption('orange');
    await page.getByTestId('pick-unit').selectOption({ label: unit.departmentName });
    const chips = page.getByTestId('filter-chip');
    await expect.poll(() => chips.allTextContents()).toEqual([`单位：${unit.departmentName} ×`, '级别：橙 ×']);
    const expected = server.alerts.filter(
      (one) =>
        one.level === 'orange' && one.assignments.some(({ departmentCode }) => departmentCode === unit.departmentCode),
    );
    await expect.poll(() => rows.count()).toBe(expected.length);
    expect(expected.length).toBeLessThan(server.alerts.length);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(expected.length);
    await page.getByRole('link', { name: '总览', exact: true }).click();
    await page.getByTestId('hot-list').waitFor();
    await expect.poll(() => chips.allTextContents()).toEqual([`单位：${unit.departmentName} ×`]);
    await page.goBack();
    await chips.first().click();
    await chips.first().click();
    await expect.poll(() => rows.count()).toBe(server.alerts.length);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  it('signs with a thumb: the list, the alert, a button of at least 44 px', async () => {
    const page = await enter('handler', '/inbox', phone);
    await page.getByTestId('inbox-row').first().tap();
    const button = page.getByTestId('action-acknowledge');
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await button.tap();
    expect(await seen(page.getByText('签收成功：2020-0042'))).toBe(true);
    await page.getByRole('link', { name: /返回列表/ }).tap();
    expect(await seen(page.getByTestId('inbox-list'))).toBe(true);
    await page.context().close();
  });
});

/** An alert that the server did not have when the page was opened. */
const arrival = (): AlertRow => ({
  ...(server.alerts[1] as AlertRow),
  id: 'al99',
  title: '燃气泄漏警情',
  number: '2020-0099',
});

describe('the live link', () => {
  it('puts a new alert on top of the overview at once', async () => {
    const page = await enter('analyst');
    await page.getByText('实时').waitFor();
    server.push({ event: 'alert', data: arrival() });
    await expect
      .poll(() => page.getByTestId('alert-ticker').locator('li').first().textContent())
      .toContain('燃气泄漏警情');
    await page.context().close();
  });

  it('is not starved when rankings come faster than answers', async () => {
    const page = await enter('analyst', '/sources');
    await page.getByTestId('sources').waitFor();
    server.slow('/api/overview', 1500);
    const storm = setInterval(() => server.push({ event: 'ranked', data: { runId: 'r', at: '' } }), 200);
    await page.getByRole('link', { name: '总览', exact: true }).click();
    expect(await seen(page.getByTestId('hot-list'))).toBe(true);
    clearInterval(storm);
    await page.context().close();
  });

  it('says when the link is cut, and comes back by itself', async () => {
    const page = await enter('analyst');
    await page.getByText('实时').waitFor();
    server.dropStreams();
    expect(await seen(page.getByText('连接中断，正在重连'))).toBe(true);
    expect(await seen(page.getByText('实时'), 15_000)).toBe(true);
    await page.context().close();
  });
});

describe('when things go wrong', () => {
  it('leads back to the sign-in when the session has ended, and then on to the page that was asked for', async () => {
    const page = await enter('analyst', '/sources');
    await page.getByTestId('sources').waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: '热点', exact: true }).click();
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByTestId('persona-analyst').click();
    expect(await seen(page.getByTestId('rank-total'))).toBe(true);
    await page.context().close();
  });

  it('says that the server failed and offers to try again', async () => {
    const page = await enter('analyst', '/sources');
    await page.getByTestId('sources').waitFor();
    server.failNext('/api/overview', 500);
    await page.getByRole('link', { name: '总览', exact: true }).click();
    expect(await seen(page.getByText('服务器出错（500）'))).toBe(true);
    await page.getByRole('button', { name: '重试' }).click();
    expect(await seen(page.getByTestId('hot-list'))).toBe(true);
    await page.context().close();
  });

  it('refuses a wrong password in words', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('用户名').fill('analyst');
    await page.getByLabel('密码').fill('wrong');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    expect(await seen(page.getByText('用户名或密码不对，请核对后再试。'))).toBe(true);
    await page.close();
  });
});

describe('the look', () => {
  it('speaks English throughout once switched, also after a reload', async () => {
    const page = await enter('analyst');
    await page.getByTestId('user-menu').click();
    await page.getByLabel('语言').selectOption('en');
    expect(await seen(page.getByText('Open alerts').first())).toBe(true);
    await page.reload();
    expect(await seen(page.getByText('Latest alerts'))).toBe(true);
    await page.context().close();
  });

  it('explains a number on focus and on touch', async () => {
    const page = await enter('analyst', '/', phone);
    await page.getByRole('button', { name: '口径：反馈率' }).tap();
    expect(await seen(page.getByText('已回复 ÷ 有效诉求').first())).toBe(true);
    await page.context().close();
  });

  it('settles without shifting: layout shift on the overview stays below 0.05', async () => {
    const page = await enter('analyst');
    expect(await seen(page.getByTestId('hot-list'))).toBe(true);
    await page.waitForTimeout(1500);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(sum), 100);
        }),
    );
    expect(shift).toBeLessThan(0.05);
    await page.context().close();
  });
});

const tellRanked = () => server.push({ event: 'ranked', data: { runId: 'r', at: '' } });

describe('a source that falls late while a page is read', () => {
  it('is told without moving the list under the finger, and so is its return', async () => {
    const page = await enter('analyst', '/', phone);
    const top = () => page.getByTestId('hot-list').evaluate((list) => list.getBoundingClientRect().top);
    const gap = page.getByTestId('gap');
    await expect.poll(() => gap.textContent()).toContain('数据中断：12345 热线');
    await page.getByTestId('hot-row').first().waitFor();
    const before = await top();
    await page.route('**/api/overview?*', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as Overview;
      await route.fulfill({ response, json: { ...json, snapshot: { ...json.snapshot, lateSources: [] } } });
    });
    tellRanked();
    await expect.poll(() => gap.textContent()).toContain('数据已恢复');
    expect(await top()).toBe(before);
    await page.reload();
    await page.getByTestId('hot-row').first().waitFor();
    expect(await gap.count()).toBe(0);
    const quiet = await top();
    await expect.poll(() => page.getByTestId('live-state').textContent()).toBe('实时');
    await page.unroute('**/api/overview?*');
    tellRanked();
    await expect.poll(() => page.locator('.fresh').textContent()).toContain('数据中断：12345 热线');
    expect([await top(), await gap.count()]).toEqual([quiet, 0]);
    await page.context().close();
  });
});

describe('a form of the settings', () => {
  it('whose code does not come says so and comes when asked again', async () => {
    const page = await enter('admin', '/settings/alerting');
    await page.getByTestId('setting-try').waitFor();
    await page.route('**/*.js', (route) => route.abort());
    await page.getByRole('link', { name: '派单规则' }).click();
    expect(await seen(page.getByRole('alert').getByText('连不上服务器'))).toBe(true);
    await page.unroute('**/*.js');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByTestId('routing-rule').first().waitFor();
    await page.context().close();
  });
});

describe('the channels of the units', () => {
  it('are changed without an address being shown, neither the saved one nor the new one', async () => {
    const page = await enter('admin', '/channels');
    await page.getByTestId('edit-channels').click();
    const row = page.getByTestId('unit-channels').filter({ hasText: '交警' }).first();
    const address = row.getByTestId('channel-url').first();
    await expect.poll(() => address.getAttribute('placeholder')).toBe('已保存，重填才会更换');
    expect(await address.inputValue()).toBe('');
    await address.fill('https://bot.example/send?key=SECRET');
    await address.blur();
    await page.getByTestId('setting-try').click();
    const preview = page.getByTestId('setting-preview');
    await expect.poll(() => preview.textContent()).toContain('••••••');
    expect(await preview.textContent()).not.toContain('SECRET');
    expect(await page.locator('main').textContent()).not.toContain('sealed:');
    await page.context().close();
  });
});

describe('a search', () => {
  it('looks at a week when asked to, keeps it while other filters change, and at all times again', async () => {
    const page = await enter('admin', '/search?q=右转&topic=08');
    const week = page.getByTestId('span-7');
    await week.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('days')).toBe('7');
    await expect.poll(() => week.getAttribute('aria-pressed')).toBe('true');
    expect(new URL(page.url()).searchParams.get('topic')).toBe('08');
    await page.getByTestId('filter-chip').filter({ hasText: '交通' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('topic')).toBe(false);
    expect(new URL(page.url()).searchParams.get('days')).toBe('7');
    await page.getByTestId('span-always').click();
    await expect.poll(() => new URL(page.url()).searchParams.has('days')).toBe(false);
    await page.context().close();
  });
});
