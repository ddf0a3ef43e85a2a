import { tellItems, type Story, type StoryFrame, type StoryPost } from '../story.ts';

const frame: StoryFrame = {
  story: 'A4',
  platform: 'shequtong',
  community: '文澜社区',
  board: '左邻右舍',
  topicHint: '9800',
};

const complaint: StoryPost = {
  at: '2020-11-20 21:48',
  author: 'sh700401',
  board: '警民直通车',
  topicHint: '1801',
  private: true,
  title: '楼上晚上弹古筝',
  text: '文澜华庭9号楼上每天晚上九点半开始弹古筝，一直弹到十点多，孩子要睡觉。邻居抬头不见低头见，不想当面说僵，请居委会老师悄悄帮忙沟通一下，不要说是我反映的。',
  changes: [
    { at: '2020-11-20 22:06', reply: '收到，明天我们上门聊聊，会为您保密。', status: 'replied' },
    { at: '2020-11-22 17:30', reply: '已沟通，邻居把练琴时间改到晚上八点以前，并铺了隔音垫。', status: 'resolved' },
  ],
};

/** A week later, thanks to the committee: praise must not add to the heat. */
const praise: [string, string, string][] = [
  ['2020-11-28 09:10', 'sh700402', '表扬文澜社区的调解老师，楼里弹古筝的小矛盾几句话就化解了，两家现在还一起喝茶。'],
  ['2020-11-28 09:32', 'sh700403', '点赞！文澜华庭的邻居们都很讲道理。'],
  ['2020-11-28 10:15', 'sh700404', '古筝其实弹得很好听，白天弹我们都爱听，谢谢体谅。'],
  ['2020-11-28 11:40', 'sh700405', '感谢社区，有温度。'],
  ['2020-11-28 13:05', 'sh700406', '为弹琴的姑娘点赞，改时间又铺垫子，素质高。'],
  ['2020-11-28 16:22', 'sh700407', '远亲不如近邻，文澜社区好样的。'],
  ['2020-11-28 19:48', 'sh700408', '元旦联欢会请她来表演古筝吧，哈哈，先鼓掌。'],
  ['2020-11-29 08:30', 'sh700409', '谢谢居委会老师，处理得真暖心。'],
];

/** A4 Guzheng at 21:30. */
export const a4: Story = {
  tell: {
    id: 'A4',
    title: '晚上九点半的古筝',
    shows: '一条私信（邻里噪声）计数但任何页面都不引用原文；一周后的表扬帖不增加热度。',
    note: '',
    cues: [['文澜华庭', '邻里噪声']],
    figures: { privateMessages: 1, praise: 8 },
  },
  items: (wards) =>
    tellItems(
      frame,
      [complaint, ...praise.map(([at, author, text]) => ({ at, author, text, title: '表扬文澜社区' }))],
      wards,
    ),
};
