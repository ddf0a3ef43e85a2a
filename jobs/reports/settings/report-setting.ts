import { z } from 'zod';
import { defineSetting } from '../../settings/define-setting.ts';
import { issuerOf } from '../workflow/report-desk.ts';

/** Which drafts are made by themselves, and in whose name. */
export interface ReportSettings {
  issuer: string;
  monthlyOnWorkingDay: number;
  weekly: boolean;
  daily: boolean;
  streets: boolean;
  openData: boolean;
  twoPeople: boolean;
}

/** An office reports a month in its first week: the third working day unless set. */
const MONTHLY_ON = 3;
/** A month has at least 16 working days; 0 is never. */
const LATEST = 15;

const schema = z.object({
  issuer: z.string().min(2).max(60).meta({ title: '编制单位', en: 'Issued by' }),
  monthlyOnWorkingDay: z
    .number()
    .int()
    .min(0)
    .max(LATEST)
    .meta({ title: '月报在每月第几个工作日生成草稿（0为不生成）', en: 'Monthly draft on working day (0: never)' }),
  weekly: z.boolean().meta({ title: '每周首个工作日生成周报草稿', en: 'Weekly draft' }),
  daily: z.boolean().meta({ title: '每个工作日生成前一日日报草稿', en: 'Daily draft' }),
  openData: z
    .boolean()
    .default(false)
    .meta({ title: '每月在月报草稿日向社会开放上月统计数据（不含原文和敏感小数）', en: 'Publish open data' }),
  // An office of one could otherwise never issue.
  twoPeople: z
    .boolean()
    .default(true)
    .meta({ title: '送审和签发须由两人完成（只有一人的单位可关闭）', en: 'Review and issue by two people' }),
  streets: z.boolean().meta({ title: '同时为每个街镇生成', en: 'For every street too' }),
});

/** The schedule of reports. */
export const reportSetting = defineSetting<ReportSettings>({
  kind: 'reports',
  title: { zh: '报告', en: 'Reports' },
  help: {
    zh: '哪些报告的草稿按工作日自动生成，以谁的名义编制。草稿须经编辑、送审、签发才成为正式报告。',
    en: 'Which drafts are made on working days, and in whose name. A draft becomes a report only when edited, reviewed and issued.',
  },
  schema,
  initial: (district) => ({
    issuer: issuerOf(district),
    monthlyOnWorkingDay: MONTHLY_ON,
    weekly: true,
    daily: false,
    streets: true,
    openData: false,
    twoPeople: true,
  }),
});
