import type { DemoItem, DemoPlatform } from '../../item.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';
import type { TopicTexts } from '../topics.ts';
import type { Neighbourhood, WardIndex } from '../wards.ts';
import { createWheel } from '../wheel.ts';

/** What every background generator works with. Items still lack their id: it follows from their order in time. */
export interface Scene {
  wards: WardIndex;
  people: ReadonlyMap<string, Person[]>;
  random: Random;
  /** Midnight (Shanghai, ms) of each day to fill. */
  days: readonly number[];
}
export type DraftItem = Omit<DemoItem, 'id'>;

/** The fields that follow from who writes, on which platform, about what. */
export function itemOf(platform: DemoPlatform, person: Person, topic: TopicTexts): Omit<DraftItem, 'at' | 'text'> {
  return {
    platform,
    wardCode: person.community.code,
    wardName: person.community.name,
    estate: person.estate,
    board: topic.board,
    author: `${platform.slice(0, 2)}${person.number}`,
    title: '',
    visibility: 'public',
    likes: 0,
    topicHint: topic.code,
    changes: [],
  };
}

/** Draws a writer: first the community, by residents and its own liveliness, then one of its people by rate. */
export function createWriterDraw(
  { people, random }: Pick<Scene, 'people' | 'random'>,
  communities: readonly Neighbourhood[],
): () => Person {
  const drawCommunity = createWheel(communities, ({ residents }) => residents * (0.5 + random.next()));
  const drawPerson = new Map(
    communities.map(({ code }) => [code, createWheel(people.get(code) ?? [], ({ rate }) => rate)]),
  );
  return () => {
    const draw = drawPerson.get(drawCommunity(random).code);
    if (draw === undefined) throw new Error('A community without people');
    return draw(random);
  };
}

/** Draws a topic by its weight. */
export function createTopicDraw(list: readonly TopicTexts[], random: Random): () => TopicTexts {
  const wheel = createWheel(list, ({ weight }) => weight);
  return () => wheel(random);
}
