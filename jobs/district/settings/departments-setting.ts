import { z } from 'zod';
import { listAccounts } from '#warehouse/ledger/accounts/list-accounts.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';

/** Channels are a setting of their own, since they hold secrets. */
const department = districtSchema.shape.departments.unwrap().omit({ channels: true });
const schema = z.object({ departments: z.array(department).min(1).max(500) });
export type DepartmentsSetting = z.output<typeof schema>;
type Unit = DepartmentsSetting['departments'][number];

/** 责任单位: names, lines, wards and duty telephones of those that matters are given to. */
export const departmentsSetting = defineSetting<DepartmentsSetting>({
  kind: 'departments',
  title: { zh: '责任单位', en: 'Departments' },
  help: {
    zh: '承办诉求的单位：名称、条线、负责的区域、值班电话。条线决定本单位的人能跨区域看到谁的事。联系方式（群、邮箱、手机）在“单位联系方式”里设置。保存后几秒内生效。',
    en: 'Units that take matters: name, line, ward, duty telephone. The line decides whose matters its people may read across wards. How they are written to is set under channels. It takes effect within seconds.',
  },
  schema,
  initial: ({ departments }) => ({ departments: departments.map(({ channels: _channels, ...unit }) => unit) }),
  check: ({ departments }, district, inForce) => {
    const codes = departments.map(({ code }) => code);
    const names = departments.map(({ name }) => name);
    const wards = new Set([
      district.code,
      ...district.streets.flatMap(({ code, communities }) => [code, ...communities.map((one) => one.code)]),
    ]);
    const gone = district.departments.filter(({ code }) => !codes.includes(code));
    const used = new Set(inForce?.usedUnits());
    return [
      ...twice(codes).map((code) => `代码 ${code} 出现了两次`),
      ...twice(names).map((name) => `有两个单位叫“${name}”`),
      ...departments
        .filter(({ wardCode }) => wardCode !== '' && !wards.has(wardCode))
        .map(({ name }) => `${name}负责的区域不在区划里`),
      ...gone
        .filter(({ code }) => used.has(code))
        .map(({ name }) => `${name}还在派单规则里，请先在“派单规则”里换成别的单位`),
    ];
  },
  effect: async ({ ledger }, { before, after }) => {
    const rows = unitChanges(before.departments, after.departments);
    const left = new Set(after.departments.map(({ code }) => code));
    const orphans = (await listAccounts(ledger)).filter(
      ({ department_code }) => department_code !== '' && !left.has(department_code),
    );
    const accounts = orphans.length === 0 ? '' : `有 ${orphans.length} 个账号属于撤掉的单位，请到“账号”里改。`;
    return { summary: `改动 ${rows.length} 个单位。${accounts}`, rows };
  },
});

function unitChanges(
  before: readonly Unit[],
  after: readonly Unit[],
): { label: string; before: string; after: string }[] {
  const [old, fresh] = [before, after].map((units) => new Map(units.map((unit) => [unit.code, unit])));
  return [...new Set([...old!.keys(), ...fresh!.keys()])].flatMap((code) => {
    const [was, is] = [inWords(old!.get(code)), inWords(fresh!.get(code))];
    return was === is ? [] : [{ label: code, before: was, after: is }];
  });
}

const inWords = (unit: Unit | undefined): string =>
  unit
    ? [
        unit.name,
        unit.shortName && `简称 ${unit.shortName}`,
        unit.line,
        unit.wardCode,
        unit.dutyPhone && `电话 ${unit.dutyPhone}`,
      ]
        .filter(Boolean)
        .join(' · ')
    : '—';

const twice = (values: readonly string[]): string[] => [
  ...new Set(values.filter((one, at) => values.indexOf(one) !== at)),
];

/** The departments as they were set, each with the channels of the district's file where it stands there. */
export function departmentsOf(base: District, { departments }: DepartmentsSetting): District['departments'] {
  const channels = new Map(base.departments.map((each) => [each.code, each.channels]));
  return departments.map((unit) => ({ ...unit, channels: channels.get(unit.code) ?? [] }));
}
