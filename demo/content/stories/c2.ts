import { tellItems, type Story, type StoryFrame, type StoryPost } from '../story.ts';

const frame: StoryFrame = {
  story: 'C2',
  platform: 'shequtong',
  community: '东塘老街居委',
  board: '警民直通车',
  topicHint: '0303',
};

/** An issue that nobody answered for weeks: it must stand on the overdue list. */
const unanswered: [string, string, string, string][] = [
  [
    '2020-11-16 23:10',
    'sh710201',
    '东塘老街居委',
    '东塘大街晚上渣土车一辆接一辆，从十点半一直开到凌晨三点，窗户玻璃都在抖。',
  ],
  [
    '2020-11-19 06:30',
    'sh710202',
    '东塘老街居委',
    '渣土车掉下来的泥块没人扫，东塘大街早上骑车打滑，昨天摔了一个中学生。',
  ],
  ['2020-11-22 22:45', 'sh710203', '东塘老街居委', '又来了，渣土车不盖篷布，东塘大街灰尘大得路灯都看不清。'],
  ['2020-11-27 23:35', 'sh710204', '东塘老街居委', '上次反映东塘大街渣土车没有任何回复，今晚数了，一个小时三十二辆。'],
  ['2020-12-01 07:12', 'sh710205', '东塘老街居委', '东塘大街路面被渣土车压裂了，窨井盖也碎了一个，请有关部门限行。'],
  [
    '2020-12-05 22:58',
    'sh710201',
    '东塘老街居委',
    '三个礼拜了，东塘大街夜里的渣土车到底归谁管？家里老人已经吃安眠药了。',
  ],
  [
    '2020-12-10 23:20',
    'sh710206',
    '东塘老街居委',
    '渣土车在东塘大街拐弯不减速，今晚差点和电瓶车撞上，出了人命才管吗？',
  ],
];

/** Sensitive: for the leaders' page only, never quoted, never on the wall. */
const sensitive: StoryPost = {
  at: '2020-12-08 20:17',
  author: 'sh710207',
  private: true,
  title: '有人要去区里讨说法',
  topicHint: '0303',
  text: '跟书记说一声，东塘老街有几户因为渣土车的事没人回复，在商量拉横幅集体到区政府上访，我劝不住，请你们尽快出面。',
};

/** C2 Leading-group meeting. */
export const c2: Story = {
  tell: {
    id: 'C2',
    title: '推进会材料（东塘大街渣土车）',
    shows:
      '三十天里七条发帖无人回复，进入推进会材料的超期清单，写明责任单位和待办；扬言上访的私信只出现在单独的领导页。',
    note: '',
    cues: [['东塘大街', '渣土']],
    figures: { posts: 7, sensitive: 1 },
  },
  items: (wards) =>
    tellItems(
      frame,
      [
        ...unanswered.map(([at, author, community, text]) => ({
          at,
          author,
          community,
          text,
          title: '东塘大街渣土车',
        })),
        sensitive,
      ],
      wards,
    ),
};
