import { tellItems, type Story, type StoryChange, type StoryFrame } from '../story.ts';

const frame: StoryFrame = {
  story: 'B1',
  platform: 'boxue',
  community: '博学社区',
  board: '我要说事',
  topicHint: '0801',
};

/**
 * When, who, estate, title, text: twelve people, each in other words. Nobody copies anybody; what they share is
 * the hospital and the two roads. Eight of twelve are there before noon, so that the alert can come at midday.
 */
const posts: [string, string, string, string, string][] = [
  [
    '2020-12-12 08:05',
    'bo760001',
    '金惠家园',
    '萧山医院门口横五路又堵死了',
    '周六一早送老人去萧山医院，横五路拥堵，右转进院的车排成长龙，直行的车也被堵在后面动不了。能不能划一条右转专用道？',
  ],
  [
    '2020-12-12 08:31',
    'bo760002',
    '育才花苑',
    '育才路拥堵到横五路走不通',
    '育才路从小区门口一直堵到横五路路口，十分钟挪了五十米，都是右转去萧山医院的车，直行也跟着堵车。',
  ],
  [
    '2020-12-12 08:52',
    'bo760003',
    '博学雅苑',
    '建议横五路增设右转专用车道',
    '横五路右转进萧山医院只有一个口子，直行右转混在一条车道里，高峰就拥堵，建议增设右转专用车道，把进院的车和过路的车分开，信号灯也调一调。',
  ],
  [
    '2020-12-12 09:20',
    'bo760004',
    '横五新村',
    '横五路拥堵救护车都过不去',
    '刚才在阳台看到一辆救护车在横五路上鸣笛十几分钟，就是到不了萧山医院，前面全是堵车等着右转的私家车，车道堵得死死的，太揪心了！',
  ],
  [
    '2020-12-12 09:47',
    'bo760005',
    '金惠家园',
    '育才路横五路路口拥堵',
    '育才路和横五路路口今天特别堵，左转的、直行的、右转去萧山医院的搅在一起，红绿灯放行一次只过三四辆。',
  ],
  [
    '2020-12-12 10:15',
    'bo760006',
    '育才花苑',
    '萧山医院排队车辆占车道拥堵',
    '萧山医院停车场满了以后，等位的车就停在横五路机动车道上排队，右转车道堵车，公交车绕到对向车道去开，交通全乱了。',
  ],
  [
    '2020-12-12 10:58',
    'bo760007',
    '博学雅苑',
    '请交警到横五路疏导拥堵',
    '请交警同志周末到横五路和育才路来看看，拥堵从早上八点堵到现在，萧山医院门口连个疏导的人都没有。',
  ],
  [
    '2020-12-12 11:40',
    'bo760008',
    '横五新村',
    '横五路堵车出不了小区',
    '我们横五新村的车根本出不去，一出门就是横五路等右转进萧山医院的车队，没人肯让。',
  ],
  [
    '2020-12-12 13:05',
    'bo760009',
    '金惠家园',
    '去萧山医院堵车一小时',
    '离萧山医院就八百米，育才路拥堵，开车花了一个小时，后来把车扔在横五路边走过去的。右转车道能不能拓宽一点？',
  ],
  [
    '2020-12-12 15:30',
    'bo760010',
    '育才花苑',
    '横五路右转车道下午还是堵',
    '以为下午会好，三点多横五路照样拥堵，右转进萧山医院的和出来的车顶牛，育才路也被带着走不动。',
  ],
  [
    '2020-12-12 17:45',
    'bo760011',
    '博学雅苑',
    '育才路拥堵电瓶车骑上人行道',
    '育才路非机动车道被去萧山医院的汽车占了，接孩子的电瓶车全骑上人行道，横五路口差点撞到老人。',
  ],
  [
    '2020-12-12 20:40',
    'bo760012',
    '横五新村',
    '萧山医院右转专用道与今天的拥堵',
    '今天群里都在说横五路。我看根子在萧山医院没有右转专用道，再加上育才路路口绿灯太短，盼社区、街道和交管一起想个办法。',
  ],
];

const saturday: StoryChange = {
  at: '2020-12-12 16:20',
  reply: '博学社区回复：已会同街道平安办到横五路现场查看，并联系交警大队，今天下午起增派人员疏导。',
  status: 'replied',
};
const sunday: StoryChange = {
  at: '2020-12-13 09:10',
  reply: '博学社区回复：街道平安办、交警大队和萧山医院今天上午现场会商，先用锥桶隔出临时右转车道。',
  status: 'replied',
};
/** After the demo's window; the end of the story for whoever lets the clock run on. */
const closing: StoryChange = {
  at: '2020-12-18 15:00',
  reply:
    '处理结果：横五路进萧山医院处已划设右转专用道；育才路口绿灯延长十二秒；医院开放东侧地下车库二百个车位；周末高峰安排交警和平安志愿者疏导。',
  status: 'resolved',
};

/** B1 Hospital right-turn lane: the burst of the Saturday that the demo replays. */
export const b1: Story = {
  tell: {
    id: 'B1',
    title: '萧山医院右转专用道',
    shows:
      '平时每天约 1.2 条，2020-12-12 周六十二位居民用不同的话说同一件事：归为一个事件，含横五路和育才路，当天识别，当天推送社区、街道平安办和交警。',
    note: '办结（12-18，七天之内）在重放窗口之后。',
    cues: [['萧山医院'], ['横五路'], ['育才路']],
    figures: { posts: 12, reporters: 12 },
  },
  items: (wards) =>
    tellItems(
      frame,
      posts.map(([at, author, estate, title, text]) => ({
        at,
        author,
        estate,
        title,
        text,
        changes: [...(at < saturday.at ? [saturday] : [sunday]), closing],
      })),
      wards,
    ),
};
