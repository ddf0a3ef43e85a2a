import { z } from 'zod';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { listAssignments } from '#warehouse/ledger/alerts/list-parts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import type { Route } from '#warehouse/model/district.ts';
import { natures } from '#warehouse/model/document.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { dayOf } from '../calendar/working-calendar.ts';
import { holdsFor } from '../routing.ts';

const id = z.string().min(1).max(64);
const dayOrNone = z.union([z.literal(''), z.iso.date()]).default('');
const rule = z.object({
  topic: z
    .string()
    .regex(/^(\d{2}|\d{4})?$/, '须为空、两位大类或四位小类')
    .meta({ title: '类别代码', en: 'Topic code' }),
  ward: z
    .string()
    .regex(/^\d{0,12}$/)
    .default('')
    .meta({ title: '区域代码', en: 'Ward code' }),
  nature: z
    .enum(['', ...natures])
    .default('')
    .meta({ title: '性质', en: 'Nature' }),
  lead: id.meta({ title: '主办单位', en: 'Lead' }),
  assist: z.array(id).max(10).default([]).meta({ title: '协办单位', en: 'Assisting' }),
  from: dayOrNone.meta({ title: '生效日（含）', en: 'From' }),
  until: dayOrNone.meta({ title: '失效日（含）', en: 'Until' }),
});
const schema = z.object({
  rules: z
    .array(rule)
    .min(1)
    .max(2_000)
    .meta({ title: '规则（自上而下，第一条符合的生效）', en: 'Rules, first match wins' }),
});
export type RoutingSetting = z.output<typeof schema>;

const DAY_MS = 86_400_000;
/** The dry run looks at this many alerts at most. */
const MOST = 1_000;

/** 派单规则 with days of effect; the last rule takes what no other does (首接负责). */
export const routingSetting = defineSetting<RoutingSetting>({
  kind: 'routing',
  title: { zh: '派单规则', en: 'Routing' },
  help: {
    zh: '什么事、在哪里、什么性质，归谁主办谁协办，自上而下第一条符合的生效；最后一条必须什么都接（首接负责）。可以预先写好生效日。保存前可看过去一个月的预警按新规则会派给谁。',
    en: 'Which topic in which ward goes to which lead and assisting units; the first matching rule holds, the last must take everything. Rules may carry days of effect. The preview shows where last month’s alerts would have gone.',
  },
  schema,
  initial: ({ routing }) => ({
    rules: routing.map((route) => ({ ...route, from: '', until: '' })),
  }),
  check: ({ rules }, { departments }) => {
    const known = new Set(departments.map(({ code }) => code));
    const last = rules.at(-1);
    const open = last && [last.topic, last.ward, last.nature, last.from, last.until].every((part) => part === '');
    return [
      ...(open ? [] : ['最后一条规则须不限类别、区域、性质和日期，接住其余的事（首接负责）']),
      ...[...new Set(rules.flatMap(({ lead, assist }) => [lead, ...assist]))]
        .filter((code) => !known.has(code))
        .map((code) => `没有责任单位 ${code}`),
      ...rules.flatMap(({ from, until }, n) =>
        from && until && until < from ? [`第 ${n + 1} 条的失效日早于生效日`] : [],
      ),
    ];
  },
  effect: async ({ ledger, now, district }, { before, after }) => {
    const names = new Map(district.departments.map(({ code, name }) => [code, name]));
    const name = (code: string | undefined): string => names.get(code ?? '') ?? code ?? '—';
    const since = new Date(now.getTime() - 30 * DAY_MS).toISOString();
    const raised = (await listAlerts(ledger, systemScope, { state: 'all' }, { limit: MOST })).filter(
      ({ raisedAt }) => raisedAt >= since,
    );
    const assignments = await listAssignments(
      ledger,
      raised.map(({ alertId }) => alertId),
    );
    const rows = raised.flatMap((alert) => {
      const went = assignments.find((one) => one.alertId === alert.alertId && one.role === 'lead')?.departmentCode;
      const [old, fresh] = [before, after].map((setting) =>
        routesAt(setting, alert.raisedAt).find((route) => holdsFor(route, alert)),
      );
      if (!fresh || fresh.lead === (old?.lead ?? went)) return [];
      return [
        {
          label: `${alert.number} ${alert.topicName} ${alert.place}`,
          before: name(old?.lead),
          after: name(fresh.lead),
        },
      ];
    });
    return {
      summary: `过去 30 天的 ${raised.length} 条预警中，${rows.length} 条会改派主办单位。`,
      rows: rows.slice(0, 200),
    };
  },
});

/** The rules that hold on the day of an instant, in their order. */
export function routesAt({ rules }: RoutingSetting, at: string): Route[] {
  const day = dayOf(at);
  return rules.filter(({ from, until }) => (from === '' || from <= day) && (until === '' || day <= until));
}
