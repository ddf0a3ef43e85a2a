import { expect, test } from 'vitest';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import { everydayNoise } from './fixtures/everyday-noise.ts';
import { plotPosts } from './fixtures/garden-not-plots.ts';
import { rightTurnLanePosts } from './fixtures/right-turn-lane.ts';
import { createGrouper, type Grouper } from './grouper.ts';
import type { GroupingDocument } from './grouping-document.ts';
import { testingDocument } from './testing-documents.ts';

function grouped(documents: readonly GroupingDocument[]): Grouper {
  const grouper = createGrouper();
  for (const document of documents) grouper.add(document);
  return grouper;
}

const sizesOf = (grouper: Grouper, keys: readonly string[]): number[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(grouper.eventOf(key)!, (counts.get(grouper.eventOf(key)!) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
};

const noise = everydayNoise(100).map((post, i) => testingDocument(`noise-${i}`, post));

test('twelve differently worded posts about one jam are one event the same day, and nothing else joins them', () => {
  const jam = rightTurnLanePosts.map(([title, text, wardCode], i) =>
    testingDocument(`jam-${i}`, { title, text, wardCode, topicCode: '0801', day: 102 }),
  );
  const grouper = grouped([...noise, ...jam]);
  const keys = jam.map(({ key }) => key);
  expect(sizesOf(grouper, keys)[0]).toBeGreaterThanOrEqual(10);
  const largest = grouper.members(grouper.eventOf('jam-0')!);
  expect(largest.filter((key) => key.startsWith('noise'))).toEqual([]);
  grouper.repair();
  expect(sizesOf(grouper, keys)[0]).toBeGreaterThanOrEqual(10);
});

test('a matter of four months is one event, not one a month', () => {
  const plots = plotPosts.map(({ title, text, day }, i) =>
    testingDocument(`plot-${i}`, { title, text, day, wardCode: '310113005001', topicCode: '0306' }),
  );
  const mixed = [...noise, ...plots].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
  const grouper = grouped(mixed);
  grouper.repair();
  expect(
    sizesOf(
      grouper,
      plots.map(({ key }) => key),
    )[0],
  ).toBeGreaterThanOrEqual(27);
});

test('a bus line named in several communities is one event', () => {
  const posts = (
    [
      ['宝山20路末班车太早', '宝山20路末班八点半就没了,下班根本赶不上,建议延后一小时。', '310113101001'],
      ['希望延长宝山20路运营时间', '我们这里出行全靠宝山20路,晚上九点以后回不了家。', '310113101002'],
      ['宝山20路班次少', '宝山20路高峰要等四十分钟,时刻表形同虚设,末班还提前收车。', '310113101003'],
      [
        '宝山20路时刻表能不能调整',
        '早班车六点半太晚,末班车八点半太早,请公交公司调整宝山20路的时刻表。',
        '310113101002',
      ],
      ['公交宝山20路', '家里老人坐宝山20路去医院,头班车来得晚,一小时才一班,班次请加密。', '310113101001'],
      ['建议增加宝山20路班次', '宝山20路早高峰挤不上,班次间隔半小时以上,末班也早。', '310113101004'],
    ] as const
  ).map(([title, text, wardCode], i) =>
    testingDocument(`bus-${i}`, { title, text, wardCode, topicCode: '0804', day: i * 2 }),
  );
  const grouper = grouped([...noise, ...posts]);
  grouper.repair();
  expect(
    sizesOf(
      grouper,
      posts.map(({ key }) => key),
    )[0],
  ).toBe(6);
});

test('the same ordinary complaint in two communities stays two events', () => {
  const complaint = { title: '路灯不亮', text: '小区里的路灯不亮了,晚上走路看不见,请尽快修。', topicCode: '0703' };
  const grouper = grouped([
    ...noise,
    testingDocument('here', { ...complaint, wardCode: '310113005001' }),
    testingDocument('there', { ...complaint, wardCode: '310113005002' }),
    testingDocument('here-again', { ...complaint, wardCode: '310113005001', day: 30 }),
  ]);
  grouper.repair();
  expect(grouper.eventOf('here')).not.toBe(grouper.eventOf('there'));
  expect(grouper.eventOf('here-again')).toBe(grouper.eventOf('here'));
});

const stuckLift = (estate: string, wardCode: string): Partial<GroupingDocument> => ({
  title: `罗店镇${estate}电梯困人`,
  text: `罗店镇${estate}5号楼电梯昨晚困人半小时,物业电话打不通。`,
  wardCode,
  topicCode: '0105',
});

test('the same words about two estates stay two events, though both lie in one town', () => {
  const grouper = grouped([
    ...noise,
    testingDocument('first', stuckLift('云岭苑', '310113101001')),
    testingDocument('second', stuckLift('金鹤苑', '310113101002')),
  ]);
  grouper.repair();
  expect(grouper.eventOf('first')).not.toBe(grouper.eventOf('second'));
});

test('a city-wide question is one topic across communities', () => {
  const posts = ['330109004001', '330109004002', '330109005003'].map((wardCode, i) =>
    testingDocument(`fund-${i}`, {
      title: ['公积金怎么提取', '公积金提取需要什么材料', '离职后公积金如何提取'][i]!,
      text: '想提取公积金付房租,公积金提取要带什么材料,几天能到账?',
      wardCode,
      topicCode: '0209',
    }),
  );
  const grouper = grouped([...noise, ...posts]);
  grouper.repair();
  expect(
    sizesOf(
      grouper,
      posts.map(({ key }) => key),
    ),
  ).toEqual([3]);
});

test('a place that is misspelt is the same place', () => {
  const grouper = grouped([
    ...noise,
    testingDocument('right', { title: '罗店公交枢纽卫生差', text: '罗店的公交枢纽地上全是烟头,厕所很臭,没人打扫。' }),
    testingDocument('wrong', { title: '罗甸公交枢纽脏乱差', text: '罗甸公交枢纽厕所臭,候车厅烟头遍地,保洁在哪里。' }),
  ]);
  expect(grouper.eventOf('wrong')).toBe(grouper.eventOf('right'));
});

test('short chat messages of one community about one accident are one event', () => {
  const chat = ['消防栓被撞坏了,喷出大量的水', '门口消防栓撞坏了,水喷得老高', '谁撞的消防栓啊,水喷了一地'].map(
    (text, i) =>
      testingDocument(`chat-${i}`, {
        text,
        kind: 'message',
        wardCode: '320113003001',
        topicCode: '1205',
        publishedAt: `2020-12-13T13:0${i}:00.000Z`,
      }),
  );
  const grouper = grouped([...noise, ...chat]);
  expect(
    sizesOf(
      grouper,
      chat.map(({ key }) => key),
    ),
  ).toEqual([3]);
});

test('a burst hydrant at a crossing does not join a complaint about taxis at the same crossing', () => {
  const wardCode = '320113001002';
  const taxi = testingDocument('taxi', {
    title: '仙林湖畔苑黑车乱拉客',
    text: '市民反映仙林湖路路口三轮摩的横冲直撞，逆行还闯红灯。现要求属地街镇协调解决。',
    wardCode,
    topicCode: '0404',
    anchors: ['仙林湖畔苑', '仙林湖路'],
    day: 100,
  });
  const hydrant = testingDocument('hydrant', {
    title: '',
    text: '消防栓被撞坏了，喷出大量的水！仙林湖路和学衡路路口，仙林湖畔苑东门这里！\n看到了，水柱有两层楼高，一辆面包车倒车撞的消防栓\n交警来了，在指挥',
    wardCode,
    topicCode: '1205',
    anchors: ['仙林湖路', '学衡路', '仙林湖畔苑'],
    day: 100,
  });
  expect(sizesOf(grouped([...noise, taxi, hydrant]), ['taxi', 'hydrant'])).toEqual([1, 1]);
});

/** One complaint as ten writers put it, each with a hazard of the wild; the platform goes by ten names. */
const platforms = '社区通 社区互联 社区沟通 社区交流 社区链接 社区传播 社區通 社区通平台 社区通APP 社区通小程序'.split(
  ' ',
);
const wild: readonly ((text: string, platform: string) => string)[] = [
  (text) => text,
  (text) => text.replace('电梯', '電梯').replace('关', '關').replace('没有', '沒有').replace('维修', '維修'),
  (text) => text.replace('电梯', '电(diàn)梯'),
  (text) => `<li id="a1"><p>${text}</p></li>`,
  (text) => `${text}😡😡`,
  (text) => text.split('').join('\u200B'),
  (text) => text.replace('3', '３'),
  (text) => `${text} 昌平 顺义 通州 大兴 房山 怀柔 平谷 密云 延庆 静海 宁河 蓟州 武清 宝坻 正定 栾城 藁城 鹿泉`,
  (text, platform) => `在${platform}上反映：${text}`,
  (text, platform) => `【${platform}】${text}`,
];

test('ten names of one platform, other scripts and what pages leave in a text do not split an event', () => {
  const posts = wild.map((write, i) => {
    const clean = (text: string): string => normaliseText(write(text, platforms[i]!)).text;
    return testingDocument(`wild-${i}`, {
      title: clean('罗店云杉苑3号楼电梯关人没有维修'),
      text: clean('罗店云杉苑3号楼的电梯又关人了，坏了一个星期没有人来维修，老人被困在里面。'),
      wardCode: '310113101001',
      topicCode: '0105',
    });
  });
  const grouper = grouped([...noise, ...posts]);
  grouper.repair();
  expect(
    sizesOf(
      grouper,
      posts.map(({ key }) => key),
    ),
  ).toEqual([10]);
});
