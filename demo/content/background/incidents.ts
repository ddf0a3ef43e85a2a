import { iso, MINUTE_MS } from '../calendar.ts';
import { compose } from '../compose.ts';
import { growLikes, handleItem, inOrder } from '../replies.ts';
import { timeOfDay } from '../rhythm.ts';
import { roughen } from '../roughen.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics, type TopicTexts } from '../topics.ts';
import { itemOf, type DraftItem, type Scene } from './scene.ts';

/** How many small shared troubles happen in 90 days: one every third day somewhere in the district. */
const INCIDENTS = 30;
/** What several neighbours notice at once. */
const sharedTroubles = new Set(['0704', '0707', '0105', '0901', '0601', '0705', '0302', '0703', '0904', '0709']);
/** Streets whose residents write on 社区通 and that no story of the last week needs. */
const streets = ['淞南镇', '罗店镇', '吴淞街道', '文澜街道', '柳行镇', '临港路街道', '东塘镇', '大桥湾街道'];

/**
 * Ordinary small bursts: two or three neighbours of one estate write about one trouble on one day. They keep a
 * ranking honest, and stay far below the stories (nine and more reporters).
 */
export function incidents({ wards, people, random, days }: Scene): DraftItem[] {
  const topics = residentTopics.filter(({ code }) => sharedTroubles.has(code));
  const happen = (topic: TopicTexts, midnight: number): DraftItem[] => {
    const community = random.pick(wards.of(random.pick(streets)));
    const { name: estate } = random.weigh(community.shares, ({ households }) => households);
    const fill = createSlotFiller({ community, estate }, random);
    const start = timeOfDay('post', midnight, random);
    const neighbours = random.shuffle(people.get(community.code) ?? []).slice(0, random.int(2, 3));
    return neighbours.map((neighbour, i) => {
      const person = { ...neighbour, estate };
      const { title, text } = compose({ topic, person, fill }, random);
      const at = start + i * random.int(4, 200) * MINUTE_MS;
      return {
        ...itemOf('shequtong', person, topic),
        at: iso(at),
        title,
        text: roughen(text, person, random),
        changes: inOrder([...handleItem(topic, at, fill, random), ...growLikes(at, random)]),
      };
    });
  };
  return Array.from({ length: INCIDENTS }, () => happen(random.pick(topics), random.pick(days))).flat();
}
