import { tellItems, type Story, type StoryFrame } from '../story.ts';

const frame: StoryFrame = {
  story: 'E3',
  platform: 'shequtong',
  community: '大桥湾社区',
  board: '警民直通车',
  topicHint: '0702',
};

/** An emergency that no unit takes: more than a day later it is still as it was. */
const unanswered: [string, string, string][] = [
  [
    '2020-12-12 07:12',
    'sh780301',
    '大桥湾路花苑南门边的窨井盖不见了，刚才有位老人掉进窨井，被拉上来时腿上都是血，井口还敞着，请马上派人来！',
  ],
  ['2020-12-12 17:35', 'sh780302', '大桥湾路那个没有井盖的窨井一整天没人来，井口只插了一根树枝，天黑了会出事的。'],
  ['2020-12-13 09:20', 'sh780303', '两天了，大桥湾路昨天有人掉进窨井的地方还是没有井盖，到底哪个部门来装？'],
];

/** E3 Open manhole. */
export const e3: Story = {
  tell: {
    id: 'E3',
    title: '没人来盖的窨井',
    shows:
      '周六 07:12 有人掉进没有盖的窨井，红色预警推送住建；无人签收、答复和办结，到周日 07:12 之后超过二十四小时的办结时限：督查页列为超期，督办单写明编号、事项和应办结日。',
    note: '',
    cues: [['大桥湾', '井盖']],
    figures: { posts: 3, hoursToResolve: 24 },
  },
  items: (wards) =>
    tellItems(
      frame,
      unanswered.map(([at, author, text]) => ({ at, author, text, title: '大桥湾路窨井没有盖' })),
      wards,
    ),
};
