import { iso } from '../calendar.ts';
import { composeCall, type Draft } from '../compose.ts';
import type { Random } from '../random.ts';
import { handleItem } from '../replies.ts';
import { dayFactor, timeOfDay } from '../rhythm.ts';
import { inventPhone } from '../roughen.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics } from '../topics.ts';
import { createTopicDraw, createWriterDraw, itemOf, type DraftItem, type Scene } from './scene.ts';

/** Tickets per day that the city hands to the district. */
const TICKETS_PER_DAY = 38;
/** The ward of story B1 has only its own platform, so that its background of 1.2 a day holds. */
const withoutCalls = '博学社区';

const topics = residentTopics.filter(({ code }) => code !== '9900');
const channels = ['电话', '电话', '电话', '电话', 'APP', '微信', '网站'];

function writeTicket(draft: Draft, midnight: number, random: Random): DraftItem {
  const { topic, person, fill } = draft;
  const at = timeOfDay(topic.night && random.chance(0.4) ? 'night' : 'call', midnight, random);
  const call = composeCall(draft, random);
  const text = random.chance(0.08) ? `${call.text}诉求人${person.name}，联系电话${inventPhone(random)}。` : call.text;
  // One call taker in fourteen leaves the ward open: the text must locate it, or it stays 未定位.
  const located = random.chance(0.93) ? {} : { wardCode: '', wardName: '', estate: '' };
  return {
    ...itemOf('hotline', person, topic),
    ...located,
    at: iso(at),
    board: random.pick(channels),
    title: call.title,
    text,
    visibility: random.chance(0.12) ? 'private' : 'public',
    changes: handleItem(topic, at, fill, random),
  };
}

/** 12345: tickets of the whole district. */
export function hotlineBackground(scene: Scene): DraftItem[] {
  const { wards, random, days } = scene;
  const drawWriter = createWriterDraw(
    scene,
    wards.all.filter(({ name }) => name !== withoutCalls),
  );
  const drawTopic = createTopicDraw(topics, random);
  return days.flatMap((midnight) =>
    Array.from({ length: random.poisson(TICKETS_PER_DAY * dayFactor('call', midnight)) }, () => {
      const person = drawWriter();
      return writeTicket({ topic: drawTopic(), person, fill: createSlotFiller(person, random) }, midnight, random);
    }),
  );
}
