import { HttpException } from '@nestjs/common';
import type { Problem } from '../contract/problem.ts';

/** An error that the asker can do something about: RFC 9457 problem+json with a Chinese sentence that says what. */
export class ProblemError extends HttpException {
  readonly problem: Problem;

  constructor(status: number, title: string, more: Pick<Problem, 'detail' | 'allowed' | 'retryAfterSeconds'> = {}) {
    super(title, status);
    this.problem = { type: 'about:blank', title, status, ...more };
  }
}
