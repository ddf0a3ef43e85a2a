import 'reflect-metadata';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { listen } from '#warehouse/ledger/listen.ts';
import { channels, type LiveNews } from '#warehouse/ledger/notify.ts';
import { type ApiContext, CONTEXT } from './context.ts';
import { ALERT_DESK } from './http/alerts.controller.ts';
import { compressAnswer } from './http/compress-answer.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { IMPORT_TYPE } from './http/imports.controller.ts';
import { serveDashboard } from './http/serve-dashboard.ts';
import { controllers } from './http/controllers.ts';
import { LIVE, LiveHub } from './live/live-hub.ts';

/** A running API. */
export interface RunningApi {
  url: string;
  close(): Promise<void>;
}

/** Pushes are limited to 1 MB (trust.md); everything else is far smaller. */
const BODY_LIMIT = 1_048_576;

/** A district's word list is the one body that is larger: 100 000 lines of five or six characters are 2 MB as JSON. */
const LEXICON_LIMIT = 4 * 1_048_576;
const LEXICON_ROUTES: ReadonlySet<string> = new Set(['/api/settings/:kind', '/api/settings/:kind/preview']);

/** Starts HTTP on loopback or the given host. Throws the listen error (EADDRINUSE …) when the port is taken. */
export async function startApi(
  context: ApiContext,
  desk: AlertDesk,
  at: { host: string; port: number },
): Promise<RunningApi> {
  const hub = new LiveHub(context);
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, trustProxy: 'loopback' });
  const app = await NestFactory.create<NestFastifyApplication>(moduleOf(context, desk, hub), adapter, {
    // What fails is thrown, or told by ProblemFilter; the framework's own lines are no JSON.
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  parseBodies(app);
  app.useGlobalFilters(new ProblemFilter(context.log));
  await secure(app);
  await serveDashboard(app, context.dashboardDir);
  describe(app);
  await app.listen(at.port, at.host);
  const stop = new AbortController();
  const heard = listen(context.ledger.url, channels.live, liveHandlers(hub, context), stop.signal);
  return {
    url: await app.getUrl(),
    close: async () => {
      stop.abort();
      hub.close();
      await Promise.all([app.close(), heard]);
    },
  };
}

@Module({})
class ApiModule {}

function moduleOf(context: ApiContext, desk: AlertDesk, hub: LiveHub): DynamicModule {
  return {
    module: ApiModule,
    controllers: [...controllers],
    providers: [
      { provide: CONTEXT, useValue: context },
      { provide: ALERT_DESK, useValue: desk },
      { provide: LIVE, useValue: hub },
    ],
  };
}

/** A signature is over the bytes, so a push arrives unparsed; the rest is JSON. */
function parseBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    if (LEXICON_ROUTES.has(route.url)) route.bodyLimit = LEXICON_LIMIT;
  });
  // A file of history is not held in memory: its route writes it away as it comes, and bounds it.
  fastify.addContentTypeParser(IMPORT_TYPE, (_request, payload, done) => done(null, payload));
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.url.startsWith('/api/ingest/')) return done(null, body);
    try {
      done(null, (body as Buffer).length === 0 ? undefined : JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('not JSON'), { statusCode: 400 }));
    }
  });
  // The forms of Open311 fronts; nothing else here takes forms.
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, body, done) =>
    request.url.startsWith('/open311/')
      ? done(null, body)
      : done(Object.assign(new Error('no form'), { statusCode: 415 })),
  );
}

async function secure(app: NestFastifyApplication): Promise<void> {
  app.getHttpAdapter().getInstance().addHook('onSend', compressAnswer);
  await app.register(cookie as never);
  await app.register(helmet as never, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        // On an intranet without TLS this directive would break every request.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
}

function describe(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('民情 Minqing')
    .setVersion('1')
    .addCookieAuth('minqing_session')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config));
}

function liveHandlers(hub: LiveHub, context: ApiContext): { hear: (payload: string) => void; reconnected: () => void } {
  // Told even if the ranking could not be read: then the pages that ask again say so.
  const advance = (): Promise<void> =>
    context.shown.advance(context).catch((error: Error) => {
      context.log.warn({ event: 'live_fault', error: error.message });
    });
  return {
    hear: (payload) => {
      const news = JSON.parse(payload) as LiveNews;
      if (news.event === 'ranked') void advance().then(() => hub.tell(news));
      else hub.tell(news);
    },
    // What was said while the connection was down is in the outbox: every page catches up.
    reconnected: () => void advance().then(() => hub.tell({ event: 'alert' })),
  };
}
