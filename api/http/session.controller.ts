import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { countUsers } from '#warehouse/ledger/accounts/count-users.ts';
import { getCredentials } from '#warehouse/ledger/accounts/get-credentials.ts';
import { actsAs } from '../accounts/asker.ts';
import { closeSession, openSession, signIn } from '../accounts/sign-in.ts';
import { setUpFirstAccount } from '../accounts/first-account.ts';
import { SignInLimit } from '../accounts/limit-sign-in.ts';
import { personas } from '../accounts/personas.ts';
import { type ApiContext, CONTEXT } from '../context.ts';
import type { Session } from '../contract/session.ts';
import { Describe } from './describe-route.ts';
import { parse } from './parse.ts';
import { ProblemError } from './problem.ts';
import { SESSION_COOKIE, tokenOf, userOf } from './session.ts';

const signInSchema = z.union([
  z.object({ persona: z.string().max(64) }),
  z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
]);
const setupSchema = z.object({
  secret: z.string().max(200),
  username: z.string().trim().min(1).max(64),
  displayName: z.string().trim().min(1).max(64),
  // Length is what makes a password strong (NIST SP 800-63B); the other policy of trust.md comes with its own setting.
  password: z.string().min(12).max(200),
});

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  private readonly limit = new SignInLimit();

  constructor(@Inject(CONTEXT) private readonly context: ApiContext) {}

  @Get()
  @Describe({ answers: 'Session' })
  async get(@Req() request: FastifyRequest): Promise<Session> {
    const { context } = this;
    // The demo's clock starts when somebody looks, so that a newcomer sees the burst rise.
    context.replay?.start();
    const user = await userOf(context, request);
    return {
      user: user && {
        name: user.display_name,
        role: user.role,
        actsAs: actsAs(user.role),
        wards: user.wards,
        lines: user.lines,
        departmentCode: user.department_code,
      },
      district: { code: context.district.code, name: context.district.name, timeZone: context.district.timeZone },
      clock: {
        now: context.now().toISOString(),
        replay: context.replay && { speed: context.replay.speed(), until: context.replay.until },
      },
      personas: context.replay
        ? personas(context.district).map(({ id, name, role, hint }) => ({ id, name, role, hint }))
        : [],
      setup: await this.wanted(),
    };
  }

  private async wanted(): Promise<NonNullable<Session['setup']> | null> {
    const { setupSecret, ledger, beginDistrict } = this.context;
    if (setupSecret !== null && (await countUsers(ledger)) === 0) return 'account';
    return beginDistrict ? 'district' : null;
  }

  @Post()
  @Describe({ body: signInSchema, answers: 'Session' })
  @HttpCode(200)
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const asked = parse(signInSchema, body);
    const token = 'persona' in asked ? await this.asPersona(asked.persona) : await this.byPassword(request, asked);
    setCookie(request, reply, token);
    (request as FastifyRequest & { cookies: Record<string, string> }).cookies = { [SESSION_COOKIE]: token };
    return this.get(request);
  }

  /** Opens the first account of a new installation with the secret that the first start printed. */
  @Post('setup')
  @Describe({ body: setupSchema, status: 204 })
  @HttpCode(204)
  async setUp(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    const asked = parse(setupSchema, body);
    const made = await this.limited(request, async () => (await setUpFirstAccount(this.context, asked)) || null);
    if (!made) throw new ProblemError(403, '初始化口令不对，或系统已经初始化');
  }

  @Delete()
  @Describe({ status: 204 })
  @HttpCode(204)
  async close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await closeSession(this.context.ledger, tokenOf(request));
    setCookie(request, reply, '');
  }

  private async asPersona(id: string): Promise<string> {
    const persona = this.context.replay && personas(this.context.district).find((each) => each.id === id);
    const user = persona && (await getCredentials(this.context.ledger, persona.username));
    if (!user) throw new ProblemError(403, '只有示例区可以一键登录');
    return openSession(this.context.ledger, user.user_id);
  }

  private async byPassword(
    request: FastifyRequest,
    { username, password }: { username: string; password: string },
  ): Promise<string> {
    const token = await this.limited(request, async () => {
      const result = await signIn(this.context.ledger, username, password);
      return result.kind === 'opened' ? result.token : null;
    });
    if (token !== null) return token;
    throw new ProblemError(401, '用户名或密码不对；连续输错五次后须等 15 分钟再试');
  }

  /** What an attempt gives, null where it is refused. Throws 429 after too many refusals of one address. */
  private async limited<T>({ ip }: FastifyRequest, work: () => Promise<T | null>): Promise<T | null> {
    const tried = await this.limit.attempt(ip, work);
    if (tried.kind === 'tried') return tried.value;
    throw new ProblemError(
      429,
      `这个网络地址登录失败的次数太多：请等 ${tried.seconds} 秒再试；忘记密码的，请区管理员重设`,
      { retryAfterSeconds: tried.seconds },
    );
  }
}

/** Secure wherever the request came over TLS (also through a proxy); the demo runs on plain loopback. */
function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const age = token === '' ? '; Max-Age=0' : '';
  void reply.header('Set-Cookie', `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}${age}`);
}
