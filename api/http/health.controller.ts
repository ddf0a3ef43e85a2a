import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { ping } from '../pages/ping.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { listSourceHealth } from '#warehouse/ledger/intake/list-source-health.ts';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  /** The process runs. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Both stores answer; 503 otherwise. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, boolean>> {
    const stores = await ping(this.context);
    if (!Object.values(stores).every(Boolean)) void reply.status(503);
    return stores;
  }

  /** Prometheus text format; counts per source and reason from closed sets, no names. */
  @Get('metrics')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const [sources, intake] = await Promise.all([
      listSourceHealth(this.context.ledger),
      getIntakeProgress(this.context.ledger),
    ]);
    void reply.type('text/plain; version=0.0.4');
    const rows = sources.flatMap((source) =>
      Object.entries(source.counts).map(([key, count]) => {
        const [outcome, reason] = key.split(':') as [string, string];
        return `minqing_intake_rows_total{source="${source.source_id}",outcome="${outcome}",reason="${reason}"} ${count}`;
      }),
    );
    return [
      '# TYPE minqing_intake_rows_total counter',
      ...rows,
      '# TYPE minqing_intake_batches_pending gauge',
      `minqing_intake_batches_pending ${intake.pending}`,
      '',
    ].join('\n');
  }
}
