import { z } from 'zod';

/** Roles as trust.md words them. */
export const roles = [
  'district_admin',
  'district_analyst',
  'street_leader',
  'street_clerk',
  'committee',
  'handler',
  'auditor',
  'wall',
] as const;

export const userRow = z.object({
  user_id: z.number(),
  username: z.string(),
  display_name: z.string(),
  role: z.enum(roles),
  wards: z.array(z.string()),
  lines: z.array(z.string()).nullable(),
  department_code: z.string(),
});
export type User = z.infer<typeof userRow>;

/** The columns of userRow, from a table called u. */
export const USER_COLUMNS = 'u.user_id, u.username, u.display_name, u.role, u.wards, u.lines, u.department_code';
