import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { ActionRequest, AlertRow, AssignmentView } from '#api/contract/alerts.ts';
import type { EventActList, EventActRequest } from '#api/contract/events.ts';
import type { Session } from '#api/contract/session.ts';
import type { StreamEvent } from '#api/contract/stream.ts';
import { parseFilter, type Query } from '../lib/filter.ts';
import { coverage, lifeFixture, rejects, relocation } from './fixture-intake.ts';
import { departments, logOf, makeAlerts, nowIso, personas, sources, topics, wards } from './fixture-data.ts';
import { backgroundFor, leadsFor, specialItemsFor } from './fixture-leads.ts';
import { repliesFixture, searchFor, wideMattersFor } from './fixture-search.ts';
import { mappedWards, wardMapFixture } from './fixture-map.ts';
import { officeAnswer } from './fixture-office.ts';
import { supervisionFor } from './fixture-supervision.ts';
import { topicAnswer } from './fixture-topics.ts';
import { documentsFor, eventFor, hotspotsFor, overviewFor, rankingFor } from './fixture-views.ts';

/** A server of the contract over invented data, for looking at the pages and testing them without stores. */
export interface FixtureServer {
  url: string;
  /** Sends an event to every open stream. */
  push(event: StreamEvent): void;
  /** Cuts every open stream, as a proxy's time-out does. */
  dropStreams(): void;
  /** The next answer to a path that starts with `prefix` is this status; for the error states. */
  failNext(prefix: string, status: number): void;
  /** From now on, answers to paths that start with `prefix` take this long. */
  slow(prefix: string, ms: number): void;
  alerts: AlertRow[];
  close(): Promise<void>;
}

/** The product's own policy: no inline script, no inline style, nothing from elsewhere. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const after: Partial<Record<ActionRequest['action'], Partial<AssignmentView>>> = {
  acknowledge: { state: 'acked', signedAt: nowIso, overdue: null, actions: ['reply', 'return', 'transfer', 'extend'] },
  reply: { state: 'replied', repliedAt: nowIso, overdue: null, actions: ['resolve', 'extend'] },
  resolve: { state: 'resolved', resolvedAt: nowIso, overdue: null, actions: [] },
  return: { state: 'return_pending', actions: [] },
};

function send(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  res.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers });
  res.end(body === undefined ? '' : JSON.stringify(body));
}
const problem = (res: ServerResponse, status: number, title: string, more: object = {}) =>
  send(res, status, { type: 'about:blank', title, status, ...more });

async function bodyOf(req: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text ? (JSON.parse(text) as Record<string, string>) : {};
}

function serveFile(res: ServerResponse, dist: string, path: string): void {
  const wanted = join(dist, normalize(path));
  const file =
    wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  if (!existsSync(file)) return problem(res, 404, '还没有构建页面：先运行 npm run build');
  const twin = existsSync(`${file}.br`);
  res.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy,
    ...(twin ? { 'content-encoding': 'br' } : {}),
  });
  createReadStream(twin ? `${file}.br` : file).pipe(res);
}

const actPath = /^\/api\/events\/([^/]+)\/acts(?:\/(\d+)\/undo)?$/;
const closedStates = new Set(['resolved', 'verified', 'closed', 'auto_cleared']);
const sessionOf = (req: IncomingMessage): Session => {
  const id = /minqing_persona=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
  return {
    user: personas.find((one) => one.id === id)?.user ?? null,
    district: { code: '330199', name: '江湾区', timeZone: 'Asia/Shanghai' },
    clock: { now: nowIso, replay: null },
    personas: personas.map(({ user: _user, ...persona }) => persona),
  };
};

function alertDetail(res: ServerResponse, alert: AlertRow): void {
  const deliveries = alert.assignments.map((one, i) => ({
    id: `d${one.id}`,
    departmentName: one.departmentName,
    channel: 'webhook',
    kind: 'open',
    state: i === 0 ? ('delivered' as const) : ('dead' as const),
    attempts: [
      {
        at: alert.raisedAt,
        ok: i === 0,
        status: i === 0 ? 200 : 503,
        ms: 84 + i * 900,
        detail: i === 0 ? '' : '对方暂时不可用',
      },
    ],
    deliveredAt: i === 0 ? alert.raisedAt : null,
  }));
  send(res, 200, { alert, log: logOf(alert), deliveries });
}

async function signIn(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await bodyOf(req);
  const who = personas.find((one) => one.id === (body['persona'] ?? body['username']));
  if (!who || (body['username'] && body['password'] !== 'fixture'))
    return problem(res, 401, '用户名或密码不对，请核对后再试。');
  const headers = { 'set-cookie': `minqing_persona=${who.id}; Path=/; HttpOnly; SameSite=Strict` };
  req.headers.cookie = `minqing_persona=${who.id}`;
  send(res, 200, sessionOf(req), headers);
}

/** Starts the server on a free port (or `port`); `dist`, when given, is served as the page. */
export async function startFixtureServer(options: { port?: number; dist?: string } = {}): Promise<FixtureServer> {
  const alerts = makeAlerts();
  const acts: EventActList['acts'] = [];
  const linkedBy = new Map<number, string[]>();
  const linkedWith = (id: string): string[] =>
    [...linkedBy.values()].filter((pair) => pair.includes(id)).flatMap((pair) => pair.filter((one) => one !== id));
  const streams = new Set<ServerResponse>();
  const delays: { prefix: string; ms: number }[] = [];
  const failures: { prefix: string; status: number }[] = [];
  let eventId = 0;

  function push(event: StreamEvent): void {
    const text = `id: ${++eventId}\nevent: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
    for (const stream of streams) stream.write(text);
  }
  async function act(req: IncomingMessage, res: ServerResponse, alert: AlertRow): Promise<void> {
    const body = (await bodyOf(req)) as unknown as ActionRequest;
    const assignment = alert.assignments.find((one) => one.id === body.assignmentId);
    if (!assignment) return problem(res, 404, '没有这个分派');
    if (body.version !== alert.version || !assignment.actions.includes(body.action))
      return problem(res, 409, '预警已被更新', { allowed: assignment.actions });
    Object.assign(assignment, after[body.action]);
    alert.state = alert.assignments[0]?.state ?? alert.state;
    alert.version++;
    push({ event: 'alert', data: alert });
    send(res, 200, { alert, log: logOf(alert), deliveries: [] });
  }
  async function actOnEvent(req: IncomingMessage, res: ServerResponse, actorName: string, path: string) {
    const [, id = '', undone] = actPath.exec(path)!;
    if (req.method === 'GET') return send(res, 200, { acts });
    const body = (await bodyOf(req)) as unknown as EventActRequest;
    const actNo = undone ? Number(undone) : acts.length + 1;
    const known = acts.find((one) => one.actNo === actNo);
    if (undone) {
      if (!known) return problem(res, 404, '没有这一步');
      known.isUndone = true;
      linkedBy.delete(actNo);
      return send(res, 200, { actNos: [actNo] });
    }
    const moved = 'documents' in body ? body.documents.length : 1;
    const kind = body.kind === 'detach' || body.kind === 'attach' ? 'move' : body.kind;
    if (body.kind === 'link') linkedBy.set(actNo, [decodeURIComponent(id), body.to]);
    acts.unshift({ actNo, kind, at: nowIso, actorName, moved, isUndone: false });
    send(res, 200, { actNo });
  }
  function alertList(res: ServerResponse, req: IncomingMessage, query: URLSearchParams): void {
    const box = query.get('state') ?? 'open';
    const user = sessionOf(req).user;
    const rows = alerts
      .filter((one) => box === 'all' || closedStates.has(one.state) === (box === 'closed'))
      .filter((one) => !user?.departmentCode || one.assignments.some((a) => a.departmentCode === user.departmentCode))
      .filter(({ wardCode }) => wardCode.startsWith(query.get('ward') ?? ''))
      .filter(({ level }) => (query.get('level') ?? level) === level)
      .filter(({ assignments }) => {
        const unit = query.get('department');
        return unit === null || assignments.some(({ departmentCode }) => departmentCode === unit);
      });
    send(res, 200, { rows, total: rows.length, nextCursor: null });
  }
  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://fixture');
    const path = url.pathname;
    if (!path.startsWith('/api/')) return options.dist ? serveFile(res, options.dist, path) : problem(res, 404, '没有');
    const delay = delays.find((one) => path.startsWith(one.prefix));
    if (delay) await new Promise((done) => setTimeout(done, delay.ms));
    const broken = failures.findIndex((one) => path.startsWith(one.prefix));
    const failure = broken < 0 ? undefined : failures.splice(broken, 1)[0];
    if (failure) return problem(res, failure.status, '服务器出错');
    if (path === '/api/session' && req.method === 'POST') return signIn(req, res);
    if (path === '/api/session' && req.method === 'DELETE')
      return send(res, 204, undefined, { 'set-cookie': 'minqing_persona=; Path=/; Max-Age=0' });
    if (path === '/api/session') return send(res, 200, sessionOf(req));
    const user = sessionOf(req).user;
    if (!user) return problem(res, 401, '登录已过期，请重新登录。');

    const filter = parseFilter(Object.fromEntries(url.searchParams) as Query);
    const scope = user.wards[0] ?? '';
    if (!filter.ward && scope) filter.ward = scope;
    const event = /^\/api\/events\/([^/]+)$/.exec(path)?.[1];
    const alert = alerts.find((one) => one.id === /^\/api\/alerts\/([^/]+)/.exec(path)?.[1]);
    if (path === '/api/wards')
      return send(
        res,
        200,
        wards
          .filter((ward) => ward.code.startsWith(scope))
          .map((ward) => (mappedWards.has(ward.code) ? { ...ward, mapped: true } : ward)),
      );
    if (path === '/api/ward-map') return send(res, 200, wardMapFixture);
    if (path === '/api/views') return send(res, 200, []);
    if (path === '/api/topics') return send(res, 200, topics);
    if (path === '/api/departments') return send(res, 200, departments);
    if (path === '/api/overview') return send(res, 200, overviewFor(filter, alerts));
    if (path === '/api/hotspots') {
      const rows = hotspotsFor(filter, alerts);
      return send(res, 200, { snapshot: overviewFor(filter, alerts).snapshot, rows, total: rows.length });
    }
    if (path === '/api/wards/ranking') return send(res, 200, rankingFor(filter));
    if (path === '/api/documents')
      return send(
        res,
        200,
        documentsFor(filter, url.searchParams.get('cursor'), Number(url.searchParams.get('limit') ?? 50)),
      );
    if (path === '/api/documents/life') return send(res, 200, lifeFixture);
    const around = /^\/api\/events\/([^/]+)\/(background|interventions)/.exec(path)?.[1];
    if (around) return send(res, 200, backgroundFor(decodeURIComponent(around)));
    if (/^\/api\/events\/[^/]+\/replies$/.test(path)) return send(res, 200, repliesFixture);
    if (path === '/api/wide-matters')
      return send(res, 200, wideMattersFor(alerts, linkedWith(url.searchParams.get('event') ?? '')));
    if (path === '/api/search')
      return send(res, 200, searchFor(url.searchParams.get('q') ?? '', documentsFor(filter, null, 500).rows, alerts));
    if (actPath.test(path)) return actOnEvent(req, res, user.name, path);
    // Nothing that lies unread on a desk.
    if (path === '/api/reports') return send(res, 200, { rows: [], mayEdit: false, hasMore: false, periods: {} });
    if (path === '/api/special-items')
      return send(res, 200, specialItemsFor(hotspotsFor(filter, alerts)[0]?.eventId ?? ''));
    if (path === '/api/leads') return send(res, 200, leadsFor(hotspotsFor(filter, alerts)[0]?.eventId ?? ''));
    if (event) {
      const detail = eventFor(decodeURIComponent(event), alerts);
      return detail ? send(res, 200, detail) : problem(res, 404, '没有这个事件');
    }
    if (path === '/api/alerts') return alertList(res, req, url.searchParams);
    if (path === '/api/canned-replies')
      return send(res, 200, [
        { title: '已到现场', text: '您好，工作人员已到现场查看，正在处理。' },
        { title: '已办结', text: '您好，您反映的问题已处理完毕，请您查看。' },
      ]);
    if (alert && path.endsWith('/attachments'))
      return send(res, 200, [
        { id: 'f1', name: '现场照片.jpg', type: 'image/jpeg', bytes: 1_482_113, at: nowIso, by: '交警经办人' },
      ]);
    if (alert) return path.endsWith('/actions') ? act(req, res, alert) : alertDetail(res, alert);
    const office = topicAnswer(path, req.method ?? 'GET') ?? officeAnswer(path, req.method ?? 'GET', alerts);
    if (office !== undefined) return send(res, 200, office);
    if (path === '/api/supervision')
      return send(res, 200, supervisionFor(url.searchParams.get('month') ?? '2020-12', alerts, nowIso));
    if (path === '/api/sources') return send(res, 200, sources);
    if (path === '/api/sources/relocation') return send(res, 200, relocation);
    if (path === '/api/rejects') return send(res, 200, rejects);
    if (path === '/api/coverage') return send(res, 200, coverage);
    if (path === '/api/stream') {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      res.write(': open\n\n');
      streams.add(res);
      req.on('close', () => streams.delete(res));
      return;
    }
    problem(res, 404, '没有这个接口');
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => problem(res, 500, String(error)));
  });
  await new Promise<void>((ready) => server.listen(options.port ?? 0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    push,
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    slow: (prefix, ms) => delays.push({ prefix, ms }),
    failNext: (prefix, status) => failures.push({ prefix, status }),
    alerts,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
