import { type District, districtSchema } from '#warehouse/model/district.ts';
import { type DepartmentKind, departmentKinds } from '../topics/data/category-rows.ts';
import { categories } from '../topics/taxonomy.ts';

/** A department as the first run suggests it; `kind` is what the categories go to. */
export interface StarterDepartment {
  code: string;
  kind: DepartmentKind | '';
  name: string;
  line: string;
}

/** What the first run asks for. */
export interface StarterDistrict {
  code: string;
  name: string;
  streets: District['streets'];
  departments: readonly StarterDepartment[];
}

/** Who takes what nobody else takes. */
const FALLBACK: StarterDepartment = { code: 'centre', kind: '', name: '城运中心（受理）', line: '综合' };

/** The departments that the default categories go to, for the office to rename or strike out; the last takes the rest. */
export function suggestedDepartments(): StarterDepartment[] {
  const leads = new Set(categories.map(({ lead }) => lead));
  const made = [...leads].map((kind): StarterDepartment => {
    const [zh] = departmentKinds[kind];
    return { code: codeOf(kind), kind, name: zh, line: zh };
  });
  return [...made, FALLBACK];
}

/**
 * A whole district from what the first run asked: each category goes to its department where there is one, everything
 * else to the last department. Throws ZodError for what the schema refuses.
 */
export function starterDistrict({ code, name, streets, departments }: StarterDistrict): District {
  const byKind = new Map(departments.filter(({ kind }) => kind !== '').map((one) => [one.kind, one.code]));
  const codeFor = (kind: DepartmentKind): string[] => [byKind.get(kind) ?? []].flat();
  return districtSchema.parse({
    code,
    name,
    streets,
    departments: departments.map(({ kind: _kind, ...department }) => department),
    routing: [
      ...categories.flatMap(({ code: topic, lead, assist }) =>
        codeFor(lead).map((one) => ({
          topic,
          lead: one,
          assist: assist.flatMap(codeFor).filter((each) => each !== one),
        })),
      ),
      { topic: '', lead: departments.at(-1)?.code ?? FALLBACK.code },
    ],
  });
}

/** cityManagement → city-management: ids are lower case with dashes. */
const codeOf = (kind: string): string => kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
