import { iso } from '../calendar.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';
import { dayFactor, timeOfDay } from '../rhythm.ts';
import { typeAs } from '../roughen.ts';
import { createSlotFiller } from '../slots.ts';
import { residentTopics, staffTopics, type TopicTexts } from '../topics.ts';
import { vary } from '../vary.ts';
import type { Neighbourhood } from '../wards.ts';
import { createTopicDraw, itemOf, type DraftItem, type Scene } from './scene.ts';
import { banter, echoes, smallTalk, staffAnswers, staffDone, thanks } from './chat-lines.ts';

/** Talks per group and day; with 16 groups and four lines each about 60 lines a day. */
const TALKS_PER_DAY = 0.95;

const demandTopics = residentTopics.filter(({ code }) => code < '9000');

/** One talk in a group: who may speak, and the lines so far. */
interface Talk {
  community: Neighbourhood;
  people: Person[];
  topic: TopicTexts;
  random: Random;
  lines: DraftItem[];
  at: number;
}

function say(talk: Talk, person: Person, text: string, gapSeconds: number): void {
  talk.at += Math.round(gapSeconds * 1000);
  const { random } = talk;
  talk.lines.push({
    ...itemOf('zhangshang', person, talk.topic),
    at: iso(talk.at),
    board: `${talk.community.name}邻里群`,
    author: person.nickname,
    text,
    changes: random.chance(0.006) ? [{ at: iso(talk.at + random.int(8, 110) * 1000), deleted: true }] : [],
  });
}

function sayAsStaff(talk: Talk, text: string, gapSeconds: number): void {
  const { community, random, topic } = talk;
  const property = topic.responder === 'property';
  const estate = community.estates[0] ?? community.name;
  const who = property
    ? `${estate}物业-小${random.pick(['张', '李'])}`
    : `${community.name}-${random.pick(['王书记', '社工小陈'])}`;
  say(talk, talk.people[0] as Person, text, gapSeconds);
  Object.assign(talk.lines.at(-1) as DraftItem, { author: who, staff: true, changes: [] });
}

const gap = (random: Random): number => Math.min(random.logNormal(35, 0.9), 600);

function demandTalk(talk: Talk): void {
  const { random, topic, people } = talk;
  const speaker = random.weigh(people, ({ rate }) => rate);
  const fill = createSlotFiller(speaker, random);
  say(talk, speaker, typeAs(vary(fill(random.pick(topic.leads)), random), speaker, random), 0);
  if (topic.details.length > 0 && random.chance(0.35))
    say(talk, speaker, fill(random.pick(topic.details)), gap(random));
  const others = random.shuffle(people).filter((person) => person !== speaker);
  for (const person of others.slice(
    0,
    random.weigh([0, 1, 2], (n) => 3 - n),
  ))
    say(talk, person, random.pick(echoes), gap(random));
  if (random.chance(0.93)) sayAsStaff(talk, fill(random.pick(staffAnswers)), Math.min(random.logNormal(90, 1.1), 5400));
  if (random.chance(0.5))
    sayAsStaff(talk, fill(random.pick([...topic.replies, ...staffDone])), random.int(15, 240) * 60);
  if (random.chance(0.5)) say(talk, speaker, random.pick(thanks), gap(random));
}

function idleTalk(talk: Talk): void {
  const { random, people } = talk;
  const [first, ...others] = random.shuffle(people);
  if (first === undefined) return;
  say(talk, first, createSlotFiller(first, random)(random.pick(smallTalk)), 0);
  for (const person of others.slice(0, random.int(1, 5))) say(talk, person, random.pick(banter), gap(random));
}

function noticeTalk(talk: Talk): void {
  const { random, people } = talk;
  talk.topic = random.weigh(staffTopics, ({ weight }) => weight);
  const fill = createSlotFiller({ community: talk.community, estate: talk.community.estates[0] ?? '' }, random);
  sayAsStaff(talk, fill(random.pick(talk.topic.leads)), 0);
  for (const person of random.shuffle(people).slice(0, random.int(1, 6)))
    say(talk, person, random.pick(['收到', '收到，谢谢', '好的', '[OK]', '收到👍', '👌']), gap(random));
}

/** 掌上社区: one group per community of 栖云街道; problems, answers within seconds to minutes, and much small talk. */
export function zhangshangBackground({ wards, people, random, days }: Scene): DraftItem[] {
  const drawTopic = createTopicDraw(demandTopics, random);
  const open = (community: Neighbourhood, midnight: number): Talk => {
    const topic = drawTopic();
    const at = timeOfDay(topic.night ? 'night' : 'chat', midnight, random);
    return { community, people: people.get(community.code) ?? [], topic, random, lines: [], at };
  };
  const talkIn = (community: Neighbourhood, midnight: number): DraftItem[] => {
    const talk = open(community, midnight);
    const hold = random.weigh([demandTalk, idleTalk, noticeTalk], (kind) =>
      kind === demandTalk ? 5 : kind === idleTalk ? 4 : 1.5,
    );
    hold(talk);
    return talk.lines;
  };
  return days.flatMap((midnight) =>
    wards
      .of('栖云街道')
      .flatMap((community) =>
        Array.from({ length: random.poisson(TALKS_PER_DAY * dayFactor('chat', midnight)) }, () =>
          talkIn(community, midnight),
        ).flat(),
      ),
  );
}
