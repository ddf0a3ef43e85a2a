import { tellItems, type Story } from '../story.ts';

/** B3 3–5 working days. */
export const b3: Story = {
  tell: {
    id: 'B3',
    title: '3–5 个工作日',
    shows: '周六（2020-12-12）收到的说事：周三 12-16 预警，周五 12-18 之后才算超期；双休日不计时。',
    note: '记录中 2025-09-26 收到的一件（调休的 9-28 算工作日，五个工作日到 10-10）不在窗口内，由日历的测试覆盖。',
    cues: [],
    figures: { tickets: 1 },
  },
  items: (wards) =>
    tellItems(
      { story: 'B3', platform: 'boxue', community: '博学社区', board: '我要说事', topicHint: '0109' },
      [
        {
          at: '2020-12-12 10:26',
          author: 'bo760301',
          estate: '金惠家园',
          title: '北门岗亭雨棚破了',
          text: '金惠家园北门岗亭的雨棚被风掀掉半边，铁皮翘在外面，走路要低头，请物业安排修补，并告诉我们哪天能修好。',
        },
      ],
      wards,
    ),
};
