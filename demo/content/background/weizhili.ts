import { iso } from '../calendar.ts';
import { compose, type Draft } from '../compose.ts';
import type { Random } from '../random.ts';
import { answerTime, timeOfDay } from '../rhythm.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics } from '../topics.ts';
import { createWriterDraw, itemOf, type DraftItem, type Scene } from './scene.ts';

/** The half year that the street published: 86 concerns, 51 of them solved, and 23 projects. */
const CONCERNS = 86;
const SOLVED = 51;
const PROJECTS = 23;

const concernTopics = residentTopics.filter(({ nature }) => nature === 'complaint' || nature === 'report');
const projects = [
  '楼道微更新',
  '邻里晾晒角',
  '自行车棚整修',
  '空中花园认养',
  '老娘舅调解室',
  '四点半课堂',
  '独居老人结对',
  '便民修理日',
  '口袋花园',
  '共享工具箱',
  '楼组议事亭',
  '旧衣再生站',
];

function writeConcern(draft: Draft, at: number, solved: boolean, random: Random): DraftItem {
  const { topic, person, fill } = draft;
  const { title, text } = compose(draft, random);
  const acceptedAt = answerTime(at, 10, random);
  const end = { at: iso(answerTime(acceptedAt, 90, random)), reply: fill(topic.replies[0] ?? '已协调解决。') };
  return {
    ...itemOf('weizhili', person, topic),
    at: iso(at),
    board: '关注',
    title,
    text: `邻里理事会登记：${text}`,
    changes: [
      { at: iso(acceptedAt), status: 'accepted' },
      ...(solved ? [{ ...end, status: 'resolved' as const }] : []),
    ],
  };
}

function writeProject(draft: Draft, at: number, name: string, random: Random): DraftItem {
  const { person } = draft;
  const party = random.pick(['邻里理事会', '楼组长', '社区能人工作室', '党小组']);
  return {
    ...itemOf('weizhili', person, draft.topic),
    topicHint: '2005',
    at: iso(at),
    board: '项目',
    title: `${person.estate}${name}`,
    text: `由${party}牵头，${person.estate}居民共同商议“${name}”项目，${random.pick(['已完成选址', '正在征集志愿者', '本月验收', '下周开工', '费用由居民众筹和社区补贴各半'])}。`,
    changes: [{ at: iso(answerTime(at, 60, random)), status: 'accepted' }],
  };
}

/** 微治理: the register of the neighbour councils of 和平桥街道, fixed in number. */
export function weizhiliBackground(scene: Scene): DraftItem[] {
  const { wards, random, days } = scene;
  const drawWriter = createWriterDraw(scene, wards.of('和平桥街道'));
  const draft = (): Draft => {
    const person = drawWriter();
    const topic = random.weigh(concernTopics, ({ weight }) => weight);
    return { topic, person, fill: createSlotFiller(person, random) };
  };
  const concerns = Array.from({ length: CONCERNS }, (_, i) =>
    writeConcern(draft(), timeOfDay('call', random.pick(days), random), i < SOLVED, random),
  );
  const started = Array.from({ length: PROJECTS }, (_, i) =>
    writeProject(draft(), timeOfDay('call', random.pick(days), random), projects[i % projects.length] ?? '', random),
  );
  return [...concerns, ...started];
}
