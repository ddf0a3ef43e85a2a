import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ApiContext, CONTEXT } from '../context.ts';
import { Describe } from './describe-route.ts';

const bodySchema = z.object({ items: z.array(z.looseObject({})).max(1_000) });

@ApiTags('ingest')
@Controller('api/ingest')
export class IngestController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  /** A signed push (Standard Webhooks); each row is answered for itself, as HTTP 207 does. */
  @Post(':source')
  @Describe({ params: ['source'], body: bodySchema, status: 207 })
  async push(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('source') source: string,
  ): Promise<void> {
    const headers = request.headers as Record<string, string | undefined>;
    // Nothing at all, or what another route's parser made of it, carries no valid signature.
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await this.context.takePush(source, headers, body);
    if (answer.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(answer.retryAfterSeconds));
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
    await reply.status(answer.status).type(`${type}; charset=utf-8`).send(JSON.stringify(answer.body));
  }
}
