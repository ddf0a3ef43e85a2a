import type { AssignmentAction } from '#warehouse/model/alert.ts';

/** Errors are RFC 9457 problem+json; `title` is a Chinese sentence that says what to do. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  allowed?: AssignmentAction[];
  /** After how many seconds it is worth asking again; also said as Retry-After. */
  retryAfterSeconds?: number;
}
