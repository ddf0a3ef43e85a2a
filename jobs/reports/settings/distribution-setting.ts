import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findAccountIds } from '#warehouse/ledger/reports/receipts.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { KINDS, reportKinds } from '../content/report-kinds.ts';

const levels = ['any', 'district', 'street', 'community', 'department'] as const;
const LEVEL_NAMES = {
  any: '不限',
  district: '全区',
  street: '街镇',
  community: '居村',
  department: '责任单位',
} as const;
const attachable = ['docx', 'pdf', 'xlsx', 'csv'] as const;

const rule = z.object({
  kinds: z
    .array(z.enum(reportKinds))
    .max(reportKinds.length)
    .default([])
    .meta({ title: '报告种类（空为全部）', en: 'Kinds of report (none: all)' }),
  about: z.enum(levels).default('any').meta({ title: '报告范围', en: 'Reports about' }),
  ward: z
    .string()
    .regex(/^\d{0,12}$/)
    .default('')
    .meta({ title: '仅限区域及其下级（空为不限）', en: 'Only this ward and below', pick: 'ward' }),
  departments: z
    .array(z.string().min(1).max(64))
    .max(200)
    .default([])
    .meta({ title: '发给单位（收件台和邮箱）', en: 'To units (desk and mail)', pick: 'department' }),
  toSubject: z.boolean().default(false).meta({ title: '发给报告所涉单位', en: 'To the unit that it is about' }),
  accounts: z
    .array(z.string().min(1).max(64))
    .max(200)
    .default([])
    .meta({ title: '发给账号（收件台）', en: 'To accounts (desk)' }),
  mails: z.array(z.email('须为邮箱地址')).max(200).default([]).meta({ title: '发到邮箱', en: 'To mail addresses' }),
});
/** Most mail servers of offices take 10 to 20 MB; base64 adds a third. */
const USUAL_MB = 8;
const schema = z.object({
  rules: z.array(rule).max(200).meta({ title: '分发对象（符合的各条都发）', en: 'Recipients (all matching rules)' }),
  formats: z
    .array(z.enum(attachable))
    .min(1)
    .default(['docx', 'pdf'])
    .meta({ title: '邮件所附文件', en: 'Files in the mail' }),
  attachUpToMb: z
    .number()
    .int()
    .min(0)
    .max(50)
    .default(USUAL_MB)
    .meta({ title: '附件超过多少MB时只发登录下载的链接', en: 'Above so many MB: only a link, behind sign-in' }),
});
export type Distribution = z.output<typeof schema>;
export type DistributionRule = Distribution['rules'][number];

/** 分发: who is sent an issued report and its corrections. */
export const distributionSetting = defineSetting<Distribution>({
  kind: 'report-distribution',
  title: { zh: '报告分发', en: 'Distribution of reports' },
  help: {
    zh: '报告签发后发给谁：单位的收件台和邮箱、个人账号、其他邮箱。更正发给同样的人。督办单默认发给所涉单位。',
    en: 'Who is sent an issued report: desks and mailboxes of units, accounts, other addresses. Corrections go the same way. A supervision notice goes to its unit unless changed.',
  },
  schema,
  initial: () => ({
    rules: [
      { kinds: ['notice'], about: 'department', ward: '', departments: [], toSubject: true, accounts: [], mails: [] },
    ],
    formats: ['docx', 'pdf'],
    attachUpToMb: USUAL_MB,
  }),
  check: ({ rules }, { departments }) => {
    const known = new Set(departments.map(({ code }) => code));
    return rules.flatMap(({ departments: codes, toSubject, accounts, mails }, n) => [
      ...codes.filter((code) => !known.has(code)).map((code) => `第 ${n + 1} 条：没有责任单位 ${code}`),
      ...(codes.length + accounts.length + mails.length === 0 && !toSubject ? [`第 ${n + 1} 条没有写发给谁`] : []),
    ]);
  },
  effect: async ({ ledger, district }, { after }) => {
    const names = new Map(district.departments.map(({ code, name }) => [code, name]));
    const accounts = after.rules.flatMap((each) => each.accounts);
    const known = await findAccountIds(ledger, accounts);
    const unknown = [...new Set(accounts)].filter((account) => !known.has(account));
    const rows = after.rules.map(({ kinds, about, departments, toSubject, accounts: people, mails }) => ({
      label: `${kinds.map((kind) => KINDS[kind].name).join('、') || '各种报告'}（${LEVEL_NAMES[about]}）`,
      before: '',
      after: [
        ...(toSubject ? ['所涉单位'] : []),
        ...departments.map((code) => names.get(code) ?? code),
        ...people,
        ...mails,
      ].join('、'),
    }));
    const missing = unknown.length === 0 ? '' : `没有启用的账号 ${unknown.join('、')}，这些人收不到。`;
    return { summary: `签发后按 ${after.rules.length} 条规则分发。${missing}`, rows };
  },
});

/** The outbox names a mail address by this: no address stands in a queue or log. */
export function mailTarget(address: string): string {
  return `mail:${createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16)}`;
}

/** The address behind such a name; undefined when it is not on the list any more. */
export function findMailAddress({ rules }: Distribution, target: string): string | undefined {
  return rules.flatMap(({ mails }) => mails).find((address) => mailTarget(address) === target);
}
