import { timingSafeEqual } from 'node:crypto';
import { countUsers } from '#warehouse/ledger/accounts/count-users.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import type { ApiContext } from '../context.ts';
import { hashPassword } from './sign-in.ts';

/** Who becomes the first administrator. */
export interface FirstAccount {
  secret: string;
  username: string;
  displayName: string;
  password: string;
}

/** Creates the first district administrator; false when the secret is wrong or there is an account already. */
export async function setUpFirstAccount(context: ApiContext, asked: FirstAccount): Promise<boolean> {
  if (context.setupSecret === null || !same(asked.secret, context.setupSecret)) return false;
  if ((await countUsers(context.ledger)) > 0) return false;
  await upsertUser(context.ledger, {
    username: asked.username,
    display_name: asked.displayName,
    password_hash: await hashPassword(asked.password),
    role: 'district_admin',
    wards: [''],
    lines: null,
    department_code: '',
  });
  return true;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
