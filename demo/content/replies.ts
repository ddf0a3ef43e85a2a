import type { DemoChange } from '../item.ts';
import { iso, MINUTE_MS } from './calendar.ts';
import type { Random } from './random.ts';
import { answerTime } from './rhythm.ts';
import type { SlotFiller } from './slots.ts';
import type { Responder, TopicTexts } from './topics.ts';

/** How a responder works: share of items answered, median hours to the answer and from there to the end. */
const manners: Record<
  Exclude<Responder, 'none'>,
  { answered: number; hours: number; closeHours: number; words: string[] }
> = {
  property: {
    answered: 0.86,
    hours: 5,
    closeHours: 30,
    words: [
      '物业回复：已收到，马上安排人员查看。',
      '您好，已登记报修，师傅会与您联系。',
      '物业已转工程部跟进，请留意回复。',
    ],
  },
  committee: {
    answered: 0.9,
    hours: 4,
    closeHours: 50,
    words: [
      '居委会已收到，会尽快与相关方沟通。',
      '您好，问题已记录，网格员将上门了解。',
      '感谢您的反映，社区会跟进并反馈。',
    ],
  },
  police: {
    answered: 0.84,
    hours: 9,
    closeHours: 40,
    words: ['社区民警回复：已收到，将上门核实。', '您好，情况已转派出所处理，紧急情况请拨打110。'],
  },
  street: {
    answered: 0.82,
    hours: 12,
    closeHours: 70,
    words: ['已转街镇城管中队处理。', '您好，已派单至责任部门，处理结果将及时反馈。'],
  },
  dept: {
    answered: 0.78,
    hours: 26,
    closeHours: 80,
    words: ['已转有关部门研究办理。', '您好，诉求已受理，承办单位将与您联系。'],
  },
  lawyer: { answered: 0.9, hours: 14, closeHours: 20, words: ['社区律师回复：请保留好凭证，可到居委会面谈。'] },
  doctor: { answered: 0.92, hours: 6, closeHours: 10, words: ['家庭医生回复：请带上医保卡到社区医院门诊咨询。'] },
};

/** Matters that are asked, thanked or told are done with the answer itself. */
const endsWithAnswer = new Set(['consult', 'praise', 'other', 'suggestion']);

/** What becomes of an item that appeared at `at`: acceptance, answer, end, in order of time. */
export function handleItem(topic: TopicTexts, at: number, fill: SlotFiller, random: Random): DemoChange[] {
  if (topic.responder === 'none' || (topic.code === '9900' && !random.chance(0.1))) return [];
  const manner = manners[topic.responder];
  if (!random.chance(manner.answered))
    return random.chance(0.4) ? [{ at: iso(at + 3_600_000), status: 'accepted' }] : [];
  const changes: DemoChange[] = [];
  const repliedAt = answerTime(at, manner.hours, random);
  if (random.chance(0.3) && repliedAt - at > 20 * MINUTE_MS)
    changes.push({ at: iso(Math.round(at + (repliedAt - at) / 4)), status: 'accepted' });
  const own = topic.replies.length > 0 && random.chance(0.7);
  const reply = fill(random.pick(own ? topic.replies : manner.words));
  const done = endsWithAnswer.has(topic.nature);
  changes.push({ at: iso(repliedAt), reply, status: done ? 'resolved' : 'replied' });
  if (!done && random.chance(0.8))
    changes.push({ at: iso(answerTime(repliedAt, manner.closeHours, random)), status: 'resolved' });
  return changes;
}

/** Likes that grow over the first two days in one to three steps, to a total drawn from a long tail. */
export function growLikes(at: number, random: Random): DemoChange[] {
  const total = Math.floor(random.logNormal(2.2, 1) * (random.chance(0.01) ? 4 : 1));
  if (total < 1) return [];
  const steps = Math.min(random.int(1, 3), total);
  return Array.from({ length: steps }, (_, i) => ({
    at: iso(Math.round(at + ((i + random.next()) * 48 * 60 * MINUTE_MS) / steps)),
    likes: Math.ceil((total * (i + 1)) / steps),
  }));
}

/** Changes of one item from several hands, in order of time. */
export function inOrder(changes: DemoChange[]): DemoChange[] {
  return changes.toSorted((a, b) => a.at.localeCompare(b.at));
}
