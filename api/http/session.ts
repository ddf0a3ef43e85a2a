import type { FastifyRequest } from 'fastify';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { withFormerWards } from '#warehouse/analytics/current-ward.ts';
import { askerOf } from '../accounts/asker.ts';
import { sessionUser } from '../accounts/sign-in.ts';
import type { ApiContext } from '../context.ts';
import type { Asker } from '../pages/alert-views.ts';
import { currentBoundaries } from '../pages/viewpoint.ts';
import { ProblemError } from './problem.ts';

export const SESSION_COOKIE = 'minqing_session';

/** The token of the request's session cookie; '' without one. */
export function tokenOf(request: FastifyRequest): string {
  return (request as FastifyRequest & { cookies?: Record<string, string | undefined> }).cookies?.[SESSION_COOKIE] ?? '';
}

/** The signed-in user of a request; null for a stranger. */
export async function userOf(context: ApiContext, request: FastifyRequest): Promise<User | null> {
  const token = tokenOf(request);
  return token === '' ? null : sessionUser(context.ledger, token);
}

/** The asker of a request that needs one. Throws 401 for a stranger, 403 for a wall screen, which nobody guards. */
export async function requireAsker(context: ApiContext, request: FastifyRequest): Promise<Asker & { user: User }> {
  const asker = await requireViewer(context, request);
  if (asker.user.role === 'wall') throw new ProblemError(403, '大屏账号只能打开大屏');
  return asker;
}

/** The asker of a request that a wall screen may make too. Throws 401 for a stranger. */
export async function requireViewer(context: ApiContext, request: FastifyRequest): Promise<Asker & { user: User }> {
  const user = await userOf(context, request);
  if (!user) throw new ProblemError(401, '请先登录');
  // The rules in force say which topics a line handles.
  const asker = askerOf({ ...context.district, routing: [...context.policy.routing] }, user);
  // Whoever answers for a ward sees what stands under the codes that lie within it today (撤并), alerts as well as posts.
  const wards = withFormerWards(asker.scope.wards, currentBoundaries(context));
  return { ...asker, scope: { ...asker.scope, wards }, user };
}

/** The asker of a request that only some roles may make. Throws 401 for a stranger, 403 for another role. */
export async function requireRole(
  context: ApiContext,
  request: FastifyRequest,
  roles: readonly User['role'][],
): Promise<Asker & { user: User }> {
  const asker = await requireAsker(context, request);
  if (!roles.includes(asker.user.role)) throw new ProblemError(403, '您的角色不能查看或修改这一项');
  return asker;
}
