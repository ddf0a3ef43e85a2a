/** Roles as trust.md words them. */
export type Role =
  | 'district_admin'
  | 'district_analyst'
  | 'street_leader'
  | 'street_clerk'
  | 'committee'
  | 'handler'
  | 'auditor'
  | 'wall';

/** As whom somebody acts on alerts and what belongs to them: for a unit, as who sends them out, as who rules. */
export type ActsAs = 'handler' | 'dispatcher' | 'arbiter';

/** GET /api/session · POST /api/session {persona} (demo) or {username,password} · DELETE /api/session. */
export interface Session {
  user: {
    name: string;
    role: Role;
    /** Null for who only reads. The pages offer by it; each route decides for itself. */
    actsAs: ActsAs | null;
    wards: string[];
    lines: string[] | null;
    departmentCode: string;
  } | null;
  district: { code: string; name: string; timeZone: string };
  clock: { now: string; replay: { speed: number; until: string } | null };
  /** One-click sign-ins, on the demo district only. */
  personas: { id: string; name: string; role: Role; hint: string }[];
  /** What a new installation still wants: its first account, or its district. */
  setup?: 'account' | 'district' | null;
}

/** GET /api/accounts: everybody who may sign in; POST creates one (with `password`), PUT /api/accounts/:id changes one. */
export interface Account {
  id: number;
  username: string;
  name: string;
  role: Role;
  /** Ward-code prefixes; [''] is the whole district. */
  wards: string[];
  /** 条线 that the account is limited to; null for none. */
  lines: string[] | null;
  departmentCode: string;
  disabled: boolean;
  hasPassword: boolean;
  lastSignedInAt: string | null;
}
