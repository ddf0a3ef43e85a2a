import type { DemoItem } from '../../item.ts';
import { itemOf, type DraftItem } from '../background/scene.ts';
import { roundTableTopics } from '../background/boxue.ts';
import { iso, MINUTE_MS, midnights } from '../calendar.ts';
import { compose } from '../compose.ts';
import { createPeople, type Person } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { answerTime, timeOfDay } from '../rhythm.ts';
import { createSlotFiller } from '../slots.ts';
import type { Story } from '../story.ts';

/** The funnel of the record, for the first four months of the round table: 122 days, 1.2 items a day. */
const funnel = { registered: 660, active: 150, valid: 86, replied: 86, closed: 75, escalated: 11 };
const period = { first: '2020-08-01', last: '2020-11-30' };
/** The story must be the same with every seed: its numbers are the record's. */
const STORY_SEED = 86;

const otherBoards: [string, string, string][] = [
  ['志愿者服务', '2003', '报名参加周末的护河志愿服务，下午有空。'],
  ['志愿者服务', '2003', '垃圾分类值守我可以顶周三早上的班。'],
  ['志愿者服务', '2003', '平安巡逻队还缺人吗？我和老伴都想参加。'],
  ['场地预约', '2004', '预约邻里中心二楼活动室，周六下午给孩子们讲故事。'],
  ['场地预约', '2004', '想借乒乓球室，周五晚上七点到九点。'],
  ['场地预约', '2004', '合唱队排练场地这周改到周四可以吗？'],
  ['积分排名', '9900', '请问上个月的志愿积分什么时候更新？'],
  ['积分排名', '9900', '用积分换了一袋米，谢谢社区。'],
  ['业委会公开', '2001', '业委会的会议纪要看到了，写得很清楚。'],
  ['三务公开', '2001', '三务公开栏能不能加一个往期目录？'],
];

function answered(at: number, isEscalated: boolean, reply: string, random: Random): DraftItem['changes'] {
  const repliedAt = answerTime(at, 30, random);
  const endedAt = Math.min(answerTime(repliedAt, 48, random), repliedAt + 7 * 24 * 60 * MINUTE_MS);
  return [
    { at: iso(repliedAt), reply, status: 'replied' },
    isEscalated
      ? { at: iso(endedAt), status: 'escalated', reply: `${reply}\n社区层面无法解决，提交线下圆桌会并上报街道。` }
      : { at: iso(endedAt), status: 'resolved' },
  ];
}

function matter(person: Person, at: number, isEscalated: boolean, random: Random): DraftItem {
  const topic = random.weigh(roundTableTopics, ({ weight }) => weight);
  const fill = createSlotFiller(person, random);
  return {
    ...itemOf('boxue', person, topic),
    at: iso(at),
    board: '我要说事',
    ...compose({ topic, person, fill }, random),
    changes: answered(at, isEscalated, fill(topic.replies[0] ?? '社区已收到，正在办理。'), random),
  };
}

function otherPost(person: Person, at: number, random: Random): DraftItem {
  const [board, topicHint, text] = random.pick(otherBoards);
  const said = random.pick(['', '你好，', '老师好，', '请教：']) + text + random.pick(['', '谢谢！', '辛苦了。']);
  const topic = random.pick(roundTableTopics);
  return { ...itemOf('boxue', person, topic), at: iso(at), board, topicHint, title: board, text: said };
}

/** B2 86 / 75 / 11. */
export const b2: Story = {
  tell: {
    id: 'B2',
    title: '86 / 75 / 11（博学圆桌汇）',
    shows:
      '注册 660、活跃 150、有效说事 86、已回复 86、办结 75、上报 11：反馈率 100 %、办结率 87.2 %、上报 11 件，三个不同的数，不合成一个“解决率”。',
    note: '统计期 2020-08-01 至 2020-11-30，前一半早于九十天窗口；注册数不是条目。',
    cues: [],
    figures: funnel,
  },
  items(wards): DemoItem[] {
    const random = createRandom(STORY_SEED, 'B2');
    const days = midnights(period.first, period.last);
    const home = wards.named('博学社区');
    // Each of the 150 writes once: 86 a matter, the others on the boards beside it.
    const people = (createPeople([home], random).get(home.code) ?? []).slice(0, funnel.active);
    const items = people.map((person, i) => {
      const at = timeOfDay('post', random.pick(days), random);
      return i < funnel.valid ? matter(person, at, i < funnel.escalated, random) : otherPost(person, at, random);
    });
    return items.map((item, i) => ({ ...item, id: `b2-${String(i + 1).padStart(3, '0')}`, story: 'B2' }));
  },
};
