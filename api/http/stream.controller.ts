import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ApiContext, CONTEXT } from '../context.ts';
import { LIVE, type LiveHub, type LivePage } from '../live/live-hub.ts';
import { Describe } from './describe-route.ts';
import { requireViewer } from './session.ts';

@ApiTags('stream')
@Controller('api/stream')
export class StreamController {
  constructor(
    @Inject(CONTEXT) private readonly context: ApiContext,
    @Inject(LIVE) private readonly live: LiveHub,
  ) {}

  /** Server-sent events; what a page missed while it was away follows its Last-Event-ID. */
  @Get()
  @Describe({ query: [z.object({ lastEventId: z.string().optional() })], answers: 'StreamEvent' })
  async open(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') header: string | undefined,
    @Query('lastEventId') query: string | undefined,
  ): Promise<void> {
    const asker = await requireViewer(this.context, request);
    const last = Number(header ?? query);
    reply.hijack();
    const stream = reply.raw;
    // Its end is the end of the line: framed as chunks each line would be four pieces to write, to five hundred pages.
    stream.removeHeader('Transfer-Encoding');
    stream.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that buffers would hold the stream back.
      'X-Accel-Buffering': 'no',
    });
    const page: LivePage = {
      asker,
      after: Number.isSafeInteger(last) && last >= 0 && (header ?? query) !== undefined ? last : null,
      write: (bytes) => stream.write(bytes),
      waiting: () => stream.writableLength,
      end: () => stream.end(),
    };
    try {
      request.raw.on('close', await this.live.join(page));
    } catch (error) {
      // The head is written: the page hears by the end of its stream that it has to come again.
      stream.end();
      throw error;
    }
  }
}
