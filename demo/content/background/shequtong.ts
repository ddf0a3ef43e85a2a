import { iso, MINUTE_MS } from '../calendar.ts';
import { compose, type Draft } from '../compose.ts';
import type { Random } from '../random.ts';
import { growLikes, handleItem, inOrder } from '../replies.ts';
import { dayFactor, timeOfDay } from '../rhythm.ts';
import { roughen } from '../roughen.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics, staffTopics, type TopicTexts } from '../topics.ts';
import { createTopicDraw, createWriterDraw, itemOf, type DraftItem, type Scene } from './scene.ts';

/** Streets that are served by another platform. */
const elsewhere = new Set(['北干街道', '栖云街道', '和平桥街道']);
/** Posts of residents and notices per day in the other ten streets: about 1 in 4 000 residents writes on a day. */
const POSTS_PER_DAY = 145;
const NOTICES_PER_DAY = 9;

const addenda = [
  '补充一下，今天还是老样子。',
  '更正：写错楼号了，见上。',
  '刚才没说清楚，麻烦看一下。',
  '物业来过了，等结果。',
];

/** What the writer does afterwards: a correction within the hours after it, or taking it down. */
function regret(text: string, at: number, random: Random): DraftItem['changes'] {
  if (random.chance(0.015))
    return [{ at: iso(at + random.int(3, 400) * MINUTE_MS), text: `${text}${random.pick(addenda)}` }];
  if (random.chance(0.01)) return [{ at: iso(at + random.int(2, 2000) * MINUTE_MS), deleted: true }];
  return [];
}

function writePost(draft: Draft, midnight: number, random: Random): DraftItem {
  const { topic, person, fill } = draft;
  const at = timeOfDay(topic.night && random.chance(0.6) ? 'night' : 'post', midnight, random);
  const composed = compose(draft, random);
  const text = roughen(composed.text, person, random);
  const asksHelp = topic.nature === 'complaint' || topic.nature === 'help';
  return {
    ...itemOf('shequtong', person, topic),
    at: iso(at),
    title: random.chance(0.9) ? composed.title : '',
    text,
    // A private message to a named cadre; its handling is told to the writer alone.
    visibility: asksHelp && random.chance(0.07) ? 'private' : 'public',
    changes: inOrder([...handleItem(topic, at, fill, random), ...growLikes(at, random), ...regret(text, at, random)]),
  };
}

/** A committee names itself, in front or below. */
const signed = (text: string, random: Random): string => (random.chance(0.5) ? `{村}：${text}` : `${text}{村}`);

function writeNotice(draft: Draft, midnight: number, random: Random): DraftItem {
  const { topic, person, fill } = draft;
  const at = timeOfDay('call', midnight, random);
  const detail = random.chance(0.4) && topic.details.length > 0 ? `。${random.pick(topic.details)}` : '';
  return {
    ...itemOf('shequtong', person, topic),
    author: `sh-staff-${person.community.code.slice(6)}`,
    staff: true,
    at: iso(at),
    title: fill(random.pick(topic.titles)),
    text: fill(signed(`${random.pick(topic.leads)}${detail}。`, random)),
    changes: growLikes(at, random),
  };
}

/** One in 200 taps twice: the same text again within a minute, as another post. */
const tapTwice = (item: DraftItem, random: Random): DraftItem[] =>
  random.chance(0.005)
    ? [item, { ...item, at: iso(Date.parse(item.at) + random.int(5, 55) * 1000), changes: [] }]
    : [item];

/** 社区通: posts of residents and notices of the committees in ten streets. */
export function shequtongBackground(scene: Scene): DraftItem[] {
  const { wards, random, days } = scene;
  const drawWriter = createWriterDraw(
    scene,
    wards.all.filter(({ street }) => !elsewhere.has(street)),
  );
  const drawTopic = createTopicDraw(residentTopics, random);
  const drawNotice = createTopicDraw(staffTopics, random);
  const draftOn = (topic: TopicTexts): Draft => {
    const person = drawWriter();
    return { topic, person, fill: createSlotFiller(person, random) };
  };
  return days.flatMap((midnight) => {
    const posts = random.poisson(POSTS_PER_DAY * dayFactor('post', midnight));
    const notices = random.poisson(NOTICES_PER_DAY * dayFactor('call', midnight));
    return [
      ...Array.from({ length: posts }, () =>
        tapTwice(writePost(draftOn(drawTopic()), midnight, random), random),
      ).flat(),
      ...Array.from({ length: notices }, () => writeNotice(draftOn(drawNotice()), midnight, random)),
    ];
  });
}
