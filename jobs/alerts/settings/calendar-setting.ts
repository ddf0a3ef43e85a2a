import { z } from 'zod';
import { defineSetting, type EffectContext } from '../../settings/define-setting.ts';
import type { Settings } from '../../settings/open-settings.ts';
import { savedSetting } from '../../settings/saved-setting.ts';
import { dueAfterWorkingDays } from '../calendar/deadlines.ts';
import { dayOf, shippedCalendar, withYears, type WorkingCalendar } from '../calendar/working-calendar.ts';

const monthDayText = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '须如 05-01');
const days = z.array(monthDayText).max(120);
const schema = z.object({
  opensAt: z
    .number()
    .int()
    .min(0)
    .max(1_439)
    .meta({ title: '上班（零点后分钟）', en: 'Opens (minutes after midnight)' }),
  closesAt: z
    .number()
    .int()
    .min(1)
    .max(1_440)
    .meta({ title: '下班（零点后分钟）', en: 'Closes (minutes after midnight)' }),
  years: z
    .array(
      z.object({
        year: z.number().int().min(2018).max(2100).meta({ title: '年', en: 'Year' }),
        off: days.meta({ title: '放假的日子', en: 'Days off' }),
        work: days.meta({ title: '调休上班的周末', en: 'Weekends worked' }),
        half: days.default([]).meta({ title: '只上半天的日子', en: 'Half days' }),
      }),
    )
    .max(20)
    .meta({ title: '增补或更改的年份', en: 'Years added or changed' }),
});
export type CalendarSetting = z.output<typeof schema>;

/** 工作日历: the years that the shipped calendar does not have yet, and changes of those it has. */
export const calendarSetting = defineSetting<CalendarSetting>({
  kind: 'calendar',
  title: { zh: '工作日历', en: 'Working calendar' },
  help: {
    zh: '国务院每年秋天公布下一年放假安排，在这里录入。没有录入的年份，落在其中的时限显示“日历未发布”，不猜。保存后在办时限按新日历重算，并记入办理记录。',
    en: 'Enter the next year’s holidays once the State Council has published them. Duties that fall into a year without them have no deadline. Running deadlines are recomputed and logged.',
  },
  schema,
  initial: () => ({ opensAt: 9 * 60, closesAt: 17 * 60 + 30, years: [] }),
  check: ({ opensAt, closesAt, years }) => [
    ...(closesAt > opensAt ? [] : ['下班须晚于上班']),
    ...(new Set(years.map(({ year }) => year)).size === years.length ? [] : ['同一年份出现了两次']),
    ...years.flatMap(problemsOf),
  ],
  effect: async ({ now }, { before, after }) => {
    const at = now.toISOString();
    const due = (setting: CalendarSetting, count: number): string => {
      const deadline = dueAfterWorkingDays(calendarOf(setting, 0), at, count);
      return deadline.kind === 'at' ? dayOf(deadline.at) : `${deadline.year} 年日历未发布`;
    };
    const rows = [1, 3, 5, 15, 20].map((count) => ({
      label: `今天起 ${count} 个工作日`,
      before: due(before, count),
      after: due(after, count),
    }));
    return { summary: `录入 ${after.years.length} 个年份；从今天起算的期限如下。`, rows };
  },
});

function problemsOf({ year, off, work, half }: CalendarSetting['years'][number]): string[] {
  const weekday = (monthDay: string): number => new Date(`${year}-${monthDay}T00:00:00Z`).getUTCDay();
  const weekend = (monthDay: string): boolean => weekday(monthDay) === 0 || weekday(monthDay) === 6;
  const unreal = [...off, ...work, ...half].filter(
    (each) => new Date(`${year}-${each}T00:00:00Z`).toISOString().slice(5, 10) !== each,
  );
  return [
    ...unreal.map((each) => `${year}-${each} 不是一个日子`),
    ...work.filter((each) => !weekend(each)).map((each) => `${year}-${each} 不是周末，不能作调休上班`),
    ...off.filter((each) => work.includes(each)).map((each) => `${year}-${each} 既放假又上班`),
  ];
}

/** The calendar in force: the shipped one with what was entered; its version tells when deadlines are to be recomputed. */
export function calendarOf({ opensAt, closesAt, years }: CalendarSetting, version: number): WorkingCalendar {
  const shipped = shippedCalendar({ opensAt, closesAt });
  return version === 0 && years.length === 0 ? shipped : withYears(shipped, years, `${shipped.version}+${version}`);
}

/** The calendar that was last saved, with the shipped years. */
export function calendarInForce(settings: Pick<Settings, 'current' | 'version'>): WorkingCalendar {
  return calendarOf(settings.current(calendarSetting), settings.version(calendarSetting));
}

/** The same for a dry run. */
export async function savedCalendar(context: Pick<EffectContext, 'ledger' | 'district'>): Promise<WorkingCalendar> {
  const { value, version } = await savedSetting(context, calendarSetting);
  return calendarOf(value, version);
}
