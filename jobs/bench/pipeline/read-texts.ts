import type { Grouper } from '../../events/grouper.ts';
import { labelledTickets } from '../../topics/testing/labelled-tickets.ts';
import { readAppeals } from '../read-appeals.ts';
import { scoreEvents } from '../score-events.ts';
import type { RawText } from './prepare.ts';

const INVENTED = 4_000;

export interface Texts {
  texts: RawText[];
  about: string;
  /** B-cubed F1 of a grouping of the texts on the checked events. */
  score?: (grouper: Grouper) => number;
}

/** The real messages in their order, or invented tickets where there are none. */
export function readTexts(): Texts {
  const data = readAppeals();
  const texts: RawText[] = data
    ? data.appeals.map(({ id, user, time, title, text }) => ({
        key: id,
        reporterKey: user,
        publishedAt: `${time}.000Z`,
        title,
        text,
      }))
    : labelledTickets(INVENTED).map(({ title, text }, i) => ({
        key: String(i),
        reporterKey: '',
        publishedAt: '2020-12-12T01:30:00.000Z',
        title,
        text,
      }));
  const characters = texts.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  const about = `${texts.length} ${data ? 'appeals' : 'invented tickets'}, ${Math.round(characters / texts.length)} characters each`;
  if (!data) return { texts, about };
  const main = data.gold.filter((event) => event.tier === 'main');
  return {
    texts,
    about,
    score: (grouper) => scoreEvents(new Map(texts.map(({ key }) => [key, grouper.eventOf(key)!])), main).bcubedF1,
  };
}
