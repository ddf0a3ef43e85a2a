import { type NewUser, upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';

/** Somebody whom a newcomer can look over the shoulder, on the demo district only. */
export interface Persona {
  id: string;
  username: string;
  name: string;
  role: User['role'];
  hint: string;
  wards: string[];
  lines: string[] | null;
  departmentCode: string;
}

/** The example people of a district: its office (who signs, who writes), a street, a committee, two departments, an auditor. */
export function personas(district: District): Persona[] {
  const street = district.streets.find((each) => each.name.includes('北干')) ?? district.streets[0]!;
  const community = street.communities[0]!;
  const handlers = ['交警', '城管', '水务'].flatMap((word) => {
    const department = district.departments.find((each) => each.name.includes(word));
    return department ? [department] : [];
  });
  const all = { lines: null, departmentCode: '' };
  return [
    persona({
      id: 'district',
      name: '区社建办管理员',
      role: 'district_admin',
      hint: '全区总览、派单、督办',
      wards: [''],
      ...all,
    }),
    // Writes what the administrator signs: who hands a report over does not issue it.
    persona({
      id: 'analyst',
      name: '区社建办分析员',
      role: 'district_analyst',
      hint: '写报告、送审',
      wards: [''],
      ...all,
    }),
    persona({
      id: 'street',
      name: `${street.name}办公室`,
      role: 'street_clerk',
      hint: '本街镇热点、派单',
      wards: [street.code],
      ...all,
    }),
    persona({
      id: 'committee',
      name: `${community.name}书记`,
      role: 'committee',
      hint: '手机上看本居村',
      wards: [community.code],
      ...all,
    }),
    ...handlers.map((department) =>
      persona({
        id: department.code,
        name: `${department.name}经办人`,
        role: 'handler',
        hint: '签收、回复、办结',
        wards: [department.wardCode],
        lines: [department.line],
        departmentCode: department.code,
      }),
    ),
    persona({ id: 'auditor', name: '审计员', role: 'auditor', hint: '只看不改', wards: [''], ...all }),
  ];
}

function persona(facts: Omit<Persona, 'username'>): Persona {
  return { ...facts, username: `demo-${facts.id}` };
}

/** Creates the personas' accounts. They have no password: only the one-click sign-in of the demo opens them. */
export async function createPersonas(ledger: Ledger, district: District): Promise<void> {
  for (const each of personas(district)) {
    const user: NewUser = {
      username: each.username,
      display_name: each.name,
      password_hash: '',
      role: each.role,
      wards: each.wards,
      lines: each.lines,
      department_code: each.departmentCode,
    };
    await upsertUser(ledger, user);
  }
}
