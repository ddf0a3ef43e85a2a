import { tellItems, type Story, type StoryFrame, type StoryChange, type StoryPost } from '../story.ts';

const frame: StoryFrame = {
  story: 'D1',
  platform: 'shequtong',
  community: '柳行新村居委',
  board: '物业之窗',
  topicHint: '1206',
};

const handled: StoryChange[] = [
  {
    at: '2020-11-18 17:41',
    reply: '居委会：平安志愿者应急队八人已带电锯赶往现场，请大家绕行南门。',
    status: 'accepted',
  },
  { at: '2020-11-18 18:52', reply: '树枝已锯断移开，出口恢复通行，绿化公司明天清运树干。', status: 'resolved' },
];

const call: StoryPost = {
  at: '2020-11-18 17:34',
  platform: 'hotline',
  board: '电话',
  author: 'ho710301',
  title: '大树倒伏堵住小区出口',
  text: '市民来电反映：柳行新村北出口一棵大树被风吹倒，横在路上，车辆无法出入，现场下着大雨，树枝压到电线，有安全隐患，要求立即派人处理。',
  changes: handled,
};

const posts: [string, string, string][] = [
  ['2020-11-18 17:36', 'sh710301', '柳行新村北门的大树倒了！正好横在出口，车子全堵在里面，雨太大了大家小心。'],
  ['2020-11-18 17:39', 'sh710302', '北出口那棵香樟连根倒了，压着一辆车的车头，人没事。柳行新村的先别往北门走。'],
  ['2020-11-18 17:44', 'sh710303', '倒下来的树压在电线上，看到有火花，柳行新村北门千万不要靠近！'],
  ['2020-11-18 17:58', 'sh710304', '我妈等着去医院做透析，柳行新村出口被树堵着车开不出来，急！'],
  ['2020-11-18 18:10', 'sh710305', '志愿者已经在锯树了，柳行新村北门，需要手电筒，家里有的送一下。'],
];

/** D1 Storm tree. */
export const d1: Story = {
  tell: {
    id: 'D1',
    title: '风雨中倒下的大树',
    shows: '一通热线加五条发帖：安全类，按分钟计时，出口被树堵住；志愿者应急队是有效的处置力量，78 分钟恢复通行。',
    note: '记录中是 6 月 22 日，移到窗口内的 2020-11-18（风雨天）。',
    cues: [['柳行新村', '树木']],
    figures: { calls: 1, posts: 5, minutes: 78 },
  },
  items: (wards) =>
    tellItems(
      frame,
      [
        call,
        ...posts.map(([at, author, text]) => ({
          at,
          author,
          text,
          title: '柳行新村大树倒了',
          changes: handled.filter((c) => c.at > at),
        })),
      ],
      wards,
    ),
};
