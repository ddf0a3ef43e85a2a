import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openPagePreloads } from './page-preloads.ts';
import { SESSION_COOKIE } from './session.ts';

const OTHER_THAN_PAGE = /^\/(?:api|assets|open311)\//;

/** The built dashboard; every path that is no file and no API is the page itself, whose router knows it. */
export async function serveDashboard(app: NestFastifyApplication, dir: string): Promise<void> {
  if (!existsSync(join(dir, 'index.html'))) return;
  await app.register(fastifyStatic as never, {
    root: dir,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    // Hashed names never change; the page itself is always asked for.
    setHeaders: (reply: { header(name: string, value: string): unknown }, path: string) =>
      reply.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  const fastify = app.getHttpAdapter().getInstance();
  const linksOf = openPagePreloads(dir);
  fastify.addHook('onRequest', async ({ url, method, headers }, reply) => {
    const signedIn = headers.cookie?.includes(`${SESSION_COOKIE}=`) ?? false;
    const links = method === 'GET' && !OTHER_THAN_PAGE.test(url) ? linksOf(url, signedIn) : '';
    if (links) void reply.header('link', links);
  });
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const isPage = !OTHER_THAN_PAGE.test(request.url);
    return isPage
      ? (reply as FastifyReply & { sendFile(name: string): FastifyReply }).sendFile('index.html')
      : reply
          .status(404)
          .type('application/problem+json')
          .send({ type: 'about:blank', title: '没有这个地址', status: 404 });
  });
}
