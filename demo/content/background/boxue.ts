import { iso } from '../calendar.ts';
import { compose } from '../compose.ts';
import { growLikes, handleItem, inOrder } from '../replies.ts';
import { timeOfDay } from '../rhythm.ts';
import { roughen } from '../roughen.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics } from '../topics.ts';
import { createWriterDraw, itemOf, type DraftItem, type Scene } from './scene.ts';

/** Matters per day before story B1, as the record has it. */
const MATTERS_PER_DAY = 1.2;

/** Traffic is left to story B1, chit-chat has no place on the round table. */
export const roundTableTopics = residentTopics.filter(({ code }) => !code.startsWith('08') && code < '9000');

/** 博学圆桌汇 after the period that story B2 counts: the given days, one committee. */
export function boxueBackground(scene: Scene): DraftItem[] {
  const { wards, random, days } = scene;
  const drawWriter = createWriterDraw(scene, [wards.named('博学社区')]);
  return days.flatMap((midnight) =>
    Array.from({ length: random.poisson(MATTERS_PER_DAY) }, () => {
      const person = drawWriter();
      const topic = random.weigh(roundTableTopics, ({ weight }) => weight);
      const fill = createSlotFiller(person, random);
      const { title, text } = compose({ topic, person, fill }, random);
      const at = timeOfDay('post', midnight, random);
      return {
        ...itemOf('boxue', person, topic),
        at: iso(at),
        board: '我要说事',
        title,
        text: roughen(text, person, random),
        changes: inOrder([...handleItem(topic, at, fill, random), ...growLikes(at, random)]),
      };
    }),
  );
}
