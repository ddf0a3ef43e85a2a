import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiContext, CONTEXT } from '../context.ts';
import { type Open311Query, open311Query, open311Requests, open311Services } from '../pages/open311-requests.ts';
import { Describe } from './describe-route.ts';
import { REQUESTS, sendError, sendRecords, SERVICES } from './open311-answer.ts';

/**
 * Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2/): fronts like FixMyStreet report to us and read what
 * became of it. Closed unless the district has a source with `manifest: open311-server`.
 */
@ApiTags('open311')
@Controller('open311/v2')
export class Open311Controller {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get('services.:format')
  @Describe({ params: ['format'], answers: 'services as GeoReport v2 words them, json or xml' })
  services(@Res() reply: FastifyReply, @Param('format') format: string): void {
    if (this.isOpen(reply, format)) sendRecords(reply, { format, list: SERVICES }, open311Services());
  }

  @Get('requests.:format')
  @Describe({ params: ['format'], query: [open311Query], answers: 'service requests as GeoReport v2 words them' })
  async requests(@Res() reply: FastifyReply, @Param('format') format: string, @Query() query: unknown): Promise<void> {
    if (!this.isOpen(reply, format)) return;
    const parsed = open311Query.safeParse(query);
    if (parsed.success) return this.send(reply, format, parsed.data);
    const [issue] = parsed.error.issues;
    sendError(reply, format, 400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }

  @Get('requests/:file')
  @Describe({ params: ['file'], answers: 'one service request: its id with .json or .xml' })
  async request(
    @Res() reply: FastifyReply,
    @Param('file') file: string,
    @Query('api_key') key?: string,
  ): Promise<void> {
    const dot = file.lastIndexOf('.');
    const format = file.slice(dot + 1);
    if (!this.isOpen(reply, format)) return;
    const query = open311Query.parse({ service_request_id: file.slice(0, dot), api_key: key });
    await this.send(reply, format, query);
  }

  @Post('requests.:format')
  @Describe({ params: ['format'], answers: 'the id of the new request' })
  async report(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('format') format: string,
  ): Promise<void> {
    if (!this.isOpen(reply, format)) return;
    const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
    const taken = await this.context.open311!.take(form);
    if (taken.kind === 'taken') {
      const service_request_id = `${this.context.open311!.sourceId}.${taken.requestId}`;
      return sendRecords(reply, { format, list: REQUESTS }, [
        { service_request_id, service_notice: '', account_id: '' },
      ]);
    }
    if (taken.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(taken.retryAfterSeconds));
    sendError(reply, format, taken.status, taken.description);
  }

  private async send(reply: FastifyReply, format: string, query: Open311Query): Promise<void> {
    const { isKey, sourceId } = this.context.open311!;
    if (query.api_key !== undefined && !isKey(query.api_key)) return sendError(reply, format, 403, 'api_key is wrong');
    const source = query.api_key === undefined ? sourceId : '';
    sendRecords(reply, { format, list: REQUESTS }, await open311Requests(this.context, query, source));
  }

  /** False, having said so, when the format is none of the standard's or no front may report here. */
  private isOpen(reply: FastifyReply, format: string): boolean {
    if (format !== 'json' && format !== 'xml') sendError(reply, 'json', 404, 'the format is json or xml');
    else if (!this.context.open311) sendError(reply, format, 404, 'this district takes no Open311 requests');
    else return true;
    return false;
  }
}
