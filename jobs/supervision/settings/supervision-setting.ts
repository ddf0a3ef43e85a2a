import { z } from 'zod';
import { defineSetting } from '../../settings/define-setting.ts';
import { savedCalendar } from '../../alerts/settings/calendar-setting.ts';
import { addWorkingDays } from '../../alerts/calendar/deadlines.ts';
import { dayOf, shiftDay } from '../../alerts/calendar/working-calendar.ts';
import { monthOf, shiftMonth } from '../month.ts';

const schema = z.object({
  freezeOnWorkingDay: z.number().int().min(0).max(15).meta({
    title: '每月第几个工作日自动封上月的账（0 为不自动）',
    en: 'Working day on which last month is frozen (0: never)',
  }),
});
type SupervisionSetting = z.output<typeof schema>;

/** Late replies of the last days are in by then, and the bulletin of the month is not out yet. */
const THIRD = 3;

/** 督查: when a month's figures are published by themselves. */
export const supervisionSetting = defineSetting<SupervisionSetting>({
  kind: 'supervision',
  title: { zh: '督查封账', en: 'Freezing of months' },
  help: {
    zh: '到这个工作日的早上，系统把上个月的督查数字封账；之后的变动只能作更正，写明原因。已由人封账的不再动。当月日历未发布时不自动封账。',
    en: 'On the morning of that working day last month’s figures are frozen; what changes later is a correction with its reason. A month that a person froze stays as it is.',
  },
  schema,
  initial: () => ({ freezeOnWorkingDay: THIRD }),
  effect: async (context, { before, after }) => {
    const { now } = context;
    const calendar = await savedCalendar(context);
    const next = shiftMonth(monthOf(now.toISOString()), 1);
    const dayFor = ({ freezeOnWorkingDay: nth }: SupervisionSetting): string => {
      if (nth === 0) return '由人封账';
      const day = addWorkingDays(calendar, shiftDay(`${next}-01`, -1), nth);
      return day.kind === 'day' ? day.day : `${day.year} 年日历未发布，由人封账`;
    };
    const label = `${dayOf(now.toISOString()).slice(0, 7)} 的账`;
    return { summary: '本月的账何时封：', rows: [{ label, before: dayFor(before), after: dayFor(after) }] };
  },
});
