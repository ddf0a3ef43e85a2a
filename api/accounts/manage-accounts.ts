import { z } from 'zod';
import { changeAccount, setDisabled, setPassword } from '#warehouse/ledger/accounts/change-account.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import { getCredentials } from '#warehouse/ledger/accounts/get-credentials.ts';
import { roles, type User } from '#warehouse/ledger/accounts/user-row.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { byUser } from './by-user.ts';
import { inTransaction, type Ledger, type Transaction } from '#warehouse/ledger/ledger.ts';
import { notifyLive } from '#warehouse/ledger/notify.ts';
import type { District } from '#warehouse/model/district.ts';
import { hashPassword } from './sign-in.ts';

/** What an administrator says about a person. */
export const accountFactsSchema = z.object({
  name: z.string().trim().min(1).max(64),
  role: z.enum(roles),
  wards: z.array(z.string().regex(/^(\d{6}|\d{9}|\d{12})?$/)).max(50),
  lines: z.array(z.string().max(60)).max(20).nullable(),
  departmentCode: z.string().max(64),
});
export type AccountFacts = z.infer<typeof accountFactsSchema>;

// Length is what makes a password strong (NIST SP 800-63B); the other policy of 等保 is a setting of its own.
export const passwordSchema = z.string().min(12).max(200);
export const newAccountSchema = accountFactsSchema.extend({
  username: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._@-]{1,64}$/u),
  password: passwordSchema,
});

/** Who does it, and when. */
export interface By {
  ledger: Ledger;
  district: District;
  user: User;
  now: Date;
}

/** What keeps it from being done, as a sentence; or nothing. */
export type Managed = { kind: 'done' } | { kind: 'refused'; status: 400 | 404 | 409; why: string };

const DONE: Managed = { kind: 'done' };
const refused = (status: 400 | 404 | 409, why: string): Managed => ({ kind: 'refused', status, why });
const MISSING = refused(404, '没有这个账号');
const SELF = refused(409, '不能停用自己，也不能给自己换角色：请由另一位管理员来做，以免谁都进不来');

/** How deep the wards of a role lie: 0 the whole district, 9 a street, 12 a committee. */
const WARD_LENGTH: Partial<Record<User['role'], number>> = {
  district_admin: 0,
  district_analyst: 0,
  auditor: 0,
  street_leader: 9,
  street_clerk: 9,
  committee: 12,
};

/** What is wrong with a person's role and scope in this district; null when nothing is. */
export function accountProblem(district: District, facts: AccountFacts): string | null {
  const known = new Set(['', ...district.streets.flatMap((one) => [one.code, ...one.communities.map((c) => c.code)])]);
  const length = WARD_LENGTH[facts.role];
  const unit = district.departments.find(({ code }) => code === facts.departmentCode);
  if (facts.wards.length === 0) return '请选择范围：全区、街镇或居村';
  if (facts.wards.some((code) => !known.has(code))) return '范围里有本区没有的区域';
  if (length !== undefined && facts.wards.some((code) => code.length !== length))
    return ['这个角色看全区', '这个角色的范围须是街镇', '这个角色的范围须是居村'][[0, 9, 12].indexOf(length)]!;
  if (facts.role === 'handler' && !unit) return '责任单位经办须选择所属单位';
  if (facts.role !== 'handler' && facts.departmentCode !== '') return '只有责任单位经办才属于一个单位';
  const lines = new Set(district.departments.map(({ line }) => line));
  if (facts.lines?.some((line) => !lines.has(line))) return '条线里有本区没有的条线';
  return null;
}

/** Creates an account. */
export async function createAccount(by: By, asked: z.infer<typeof newAccountSchema>): Promise<Managed> {
  const { username, password, ...facts } = asked;
  const problem = accountProblem(by.district, facts);
  if (problem) return refused(400, problem);
  const password_hash = await hashPassword(password);
  return inTransaction(by.ledger, async (tx) => {
    if (await getCredentials(tx, username)) return refused(409, '已有这个用户名');
    const user = await upsertUser(tx, { username, password_hash, ...toUser(facts) });
    await note(tx, by, { action: 'account.create', user, detail: { role: facts.role } });
    return DONE;
  });
}

/** Changes name, role and scope. The new scope holds with the person's next request. */
export async function changeAccountFacts(by: By, userId: number, facts: AccountFacts): Promise<Managed> {
  const problem = accountProblem(by.district, facts);
  if (problem) return refused(400, problem);
  if (userId === by.user.user_id && facts.role !== by.user.role) return SELF;
  return inTransaction(by.ledger, async (tx) => {
    const user = await changeAccount(tx, { user_id: userId, ...toUser(facts) });
    if (!user) return MISSING;
    await note(tx, by, { action: 'account.change', user, detail: { role: facts.role, wards: facts.wards } });
    return DONE;
  });
}

/** Closes an account, which ends its sessions at once, or opens it again. */
export async function switchAccount(by: By, userId: number, disabled: boolean): Promise<Managed> {
  if (userId === by.user.user_id) return SELF;
  return inTransaction(by.ledger, async (tx) => {
    const user = await setDisabled(tx, userId, disabled ? by.now.toISOString() : null);
    if (!user) return MISSING;
    await note(tx, by, { action: disabled ? 'account.disable' : 'account.enable', user });
    return DONE;
  });
}

/** Gives a new password, which unlocks the account and ends its sessions. */
export async function resetPassword(by: By, userId: number, password: string): Promise<Managed> {
  const hash = await hashPassword(password);
  return inTransaction(by.ledger, async (tx) => {
    const user = await setPassword(tx, userId, hash);
    if (!user) return MISSING;
    await note(tx, by, { action: 'account.password', user });
    return DONE;
  });
}

function toUser({ name, role, wards, lines, departmentCode }: AccountFacts) {
  return { display_name: name, role, wards, lines, department_code: departmentCode };
}

/** Writes it down, and tells open pages to look whether their user may still see them. */
async function note(
  tx: Transaction,
  by: By,
  { action, user, detail = {} }: { action: string; user: User; detail?: Record<string, unknown> },
): Promise<void> {
  await appendAudit(tx, {
    ...byUser(by.user, by.now),
    action,
    target: user.username,
    detail,
  });
  await notifyLive(tx, { event: 'accounts' });
}
