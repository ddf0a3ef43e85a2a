import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Log } from '#jobs/log.ts';
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

/** Turns every error into problem+json. A fault of ours is logged with its message and told without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
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
    this.log.error({ event: 'request_failed', error: (error as Error).message });
    return { type: 'about:blank', title: '服务暂时出错，请稍后重试；若一直如此，请联系系统管理员', status: 500 };
  }
}
