import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { ping } from '../pages/ping.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import { listSourceHealth, type SourceHealthRow } from '#warehouse/ledger/intake/list-source-health.ts';

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
      ...ageMetrics(sources, this.context.now().getTime()),
      '# TYPE minqing_intake_batches_pending gauge',
      `minqing_intake_batches_pending ${intake.pending}`,
      '',
    ].join('\n');
  }
}

/** How long each source has not been read, and has brought nothing, in seconds on the district's clock. */
function ageMetrics(sources: readonly SourceHealthRow[], now: number): string[] {
  const ages = { pull: 'last_pull_at', document: 'last_document_at' } as const;
  const known = sources.flatMap((source) =>
    Object.entries(ages).flatMap(([of, column]) => {
      const at = source[column];
      return at === null ? [] : [{ of, source: source.source_id, seconds: Math.round((now - Date.parse(at)) / 1000) }];
    }),
  );
  return [
    '# TYPE minqing_source_age_seconds gauge',
    ...known.map(({ of, source, seconds }) => `minqing_source_age_seconds{source="${source}",of="${of}"} ${seconds}`),
    '# TYPE minqing_source_failing gauge',
    ...sources.map((row) => `minqing_source_failing{source="${row.source_id}"} ${row.failing_since === null ? 0 : 1}`),
  ];
}
