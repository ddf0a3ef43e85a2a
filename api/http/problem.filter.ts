import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Log } from '#jobs/log.ts';
import { seldom } from '#jobs/queue/seldom.ts';
import { isStoreAway } from '#warehouse/store-away.ts';
import type { Problem } from '../contract/problem.ts';
import { ProblemError } from './problem.ts';

/** Titles of the errors that the framework raises before our code runs. */
const TITLES: Record<number, string> = {
  400: '请求的格式不对，请检查后重试',
  401: '请先登录',
  404: '没有这个地址',
  413: '内容太大：一次最多 1 MB',
  415: '请以 application/json 提交',
  429: '请求太频繁，请稍后再试',
};

/** A store that died is back within seconds; in a longer outage hundreds of pages that ask again should leave it time. */
const AWAY_SECONDS = 5;
/** Every request of every page meets the same outage. */
const TELL_EVERY_MS = 60_000;

/** Turns every error into problem+json. A fault of ours is logged with its message and told without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly tellAway = seldom(({ message }: Error) => {
    this.log.error({ event: 'store_away', error: message });
  }, TELL_EVERY_MS);

  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const problem = this.toProblem(error);
    const { retryAfterSeconds } = problem;
    if (retryAfterSeconds !== undefined) void reply.header('Retry-After', String(retryAfterSeconds));
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  private toProblem(error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem;
    const status =
      error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status < 500) return { type: 'about:blank', title: TITLES[status] ?? '请求未被接受', status };
    if (isStoreAway(error)) return this.toAway(error as Error);
    this.log.error({ event: 'request_failed', error: (error as Error).message });
    return { type: 'about:blank', title: '服务暂时出错，请稍后重试；若一直如此，请联系系统管理员', status: 500 };
  }

  private toAway(error: Error): Problem {
    this.tellAway(error);
    const title = '数据库暂时连不上，稍后会自动恢复；若十分钟后仍如此，请联系系统管理员';
    return { type: 'about:blank', title, status: 503, retryAfterSeconds: AWAY_SECONDS };
  }
}
