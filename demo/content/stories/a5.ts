import { tellItems, type Story, type StoryFrame, type StoryPost } from '../story.ts';

const frame: StoryFrame = {
  story: 'A5',
  platform: 'shequtong',
  community: '泾湾社区',
  board: '议事厅',
  topicHint: '2005',
};

const announcement: StoryPost = {
  at: '2020-11-26 10:00',
  author: 'sh-staff-007002',
  staff: true,
  board: '社区公告',
  topicHint: '2001',
  title: '关于拆除泾湾洗车场的公告',
  text: '【公告】泾湾家园北门泾湾洗车场属临时搭建，污水未纳管，经研究定于11月26日拆除，场地将改建为非机动车停车点，请居民相互转告。',
};

/** From the day after: those who miss the car wash. */
const surge: [string, string, string][] = [
  ['2020-11-27 07:35', 'sh700501', '泾湾洗车场说拆就拆，公告贴出来当天就动手，我办的洗车卡还有二十次没用，找谁退？'],
  ['2020-11-27 09:18', 'sh700502', '洗车场拆了以后泾湾家园周边两公里没有地方洗车，能不能换个地方保留一个？'],
  ['2020-11-27 12:44', 'sh700503', '拆泾湾洗车场之前有没有征求过居民意见？我们每个礼拜都去，老板人很好。'],
  ['2020-11-27 19:26', 'sh700504', '拆下来的铁皮和水箱堆在泾湾洗车场原址，没有围起来，小孩在里面爬，危险。'],
  ['2020-11-28 08:52', 'sh700505', '洗车卡退费有说法了吗？泾湾洗车场老板电话已经打不通。'],
  ['2020-11-28 10:37', 'sh700506', '污水排河里是不对，但泾湾洗车场可以整改接管道，一拆了之不是办法。'],
  ['2020-11-28 15:20', 'sh700507', '现在有人拖着水管在楼下洗车，泾湾家园路面全是泡沫，比洗车场还糟。'],
  ['2020-11-29 09:41', 'sh700508', '支持拆除泾湾洗车场，但请把退卡的事情和空地的安排说清楚。'],
  ['2020-11-29 18:03', 'sh700509', '泾湾洗车场那块地改停车点什么时候开工？别拆完又晒半年。'],
];

const reply =
  '居委会回复：洗车卡由市场监管所协助登记退费，12月1日起在居委会办理；场地本周完成清运围挡，12月10日前建成非机动车停车点。';

/** A5 Car-wash removed. */
export const a5: Story = {
  tell: {
    id: 'A5',
    title: '拆除洗车场之后',
    shows: '11月26日公告拆除，11月27日起三天九条投诉：热点的突增处标注当天的公告，读者知道起因。',
    note: '',
    cues: [['泾湾洗车场'], ['泾湾家园', '洗车']],
    figures: { announcements: 1, complaints: 9 },
  },
  items: (wards) =>
    tellItems(
      frame,
      [
        announcement,
        ...surge.map(([at, author, text]) => ({
          at,
          author,
          text,
          title: '泾湾洗车场拆除',
          changes: [{ at: '2020-11-30 10:20', reply, status: 'resolved' as const }],
        })),
      ],
      wards,
    ),
};
