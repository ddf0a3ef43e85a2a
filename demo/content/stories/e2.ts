import { tellItems, type Story, type StoryFrame } from '../story.ts';

const frame: StoryFrame = {
  story: 'E2',
  platform: 'hotline',
  community: '工人新村社区',
  board: '电话',
  topicHint: '0705',
};

/** When, who, title, text, when closed, with what: five closes of one cause. */
const tickets: [string, string, string, string, string, string][] = [
  [
    '2020-06-28 09:15',
    'ho710501',
    '工人新村下水道堵塞',
    '市民来电反映：工人新村12号底楼下水道堵塞，污水从地漏返上来，家里积水，要求尽快疏通。',
    '2020-06-30 15:00',
    '已派疏通车疏通，恢复畅通。',
  ],
  [
    '2020-07-30 19:40',
    'ho710502',
    '工人新村下水道又堵塞',
    '来电人称，工人新村14号下水道堵塞，污水溢到楼前，气味难闻，要求处理。',
    '2020-08-03 11:20',
    '物业已疏通窨井，清理路面。',
  ],
  [
    '2020-09-10 08:22',
    'ho710503',
    '工人新村下水道污水外溢',
    '市民反映工人新村12号门前下水道堵塞，窨井往外冒污水，一个多月前刚疏通过，要求彻底解决。',
    '2020-09-14 16:40',
    '已再次疏通，现场无外溢。',
  ],
  [
    '2020-10-22 10:05',
    'ho710501',
    '工人新村下水道反复堵塞',
    '市民来电反映：工人新村12号下水道第三次堵塞，每次疏通管一个月，污水又返上来，怀疑下水道断裂，希望更换。',
    '2020-10-27 14:10',
    '疏通完毕，建议纳入维修计划。',
  ],
  [
    '2020-12-05 18:50',
    'ho710504',
    '工人新村下水道同时堵塞',
    '诉求人表示，工人新村13号、14号下水道同时堵塞，污水返到一楼，住户无法用水，要求房管部门查明原因。',
    '2020-12-09 17:00',
    '已疏通。',
  ],
];

/** E2 Blocked drains. */
export const e2: Story = {
  tell: {
    id: 'E2',
    title: '反复堵塞的下水道（工人新村）',
    shows: '半年五张工单、五次“已疏通”：合成一张反复问题卡，转为房管和物业的专项，而不是五次各自办结。',
    note: '前三张早于九十天窗口（自 2020-06-28 起），以保留半年的跨度。',
    cues: [['工人新村', '排水']],
    figures: { tickets: 5 },
  },
  items: (wards) =>
    tellItems(
      frame,
      tickets.map(([at, author, title, text, closedAt, reply]) => ({
        at,
        author,
        title,
        text,
        estate: '工人新村',
        changes: [
          { at: `${at.slice(0, 10)} 23:30`, status: 'accepted' as const },
          { at: closedAt, reply, status: 'resolved' as const },
        ],
      })),
      wards,
    ),
};
