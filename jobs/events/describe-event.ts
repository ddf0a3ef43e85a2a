import type { EventRow } from '#warehouse/model/event.ts';
import { eventCrowds } from './event-crowds.ts';
import { eventKeywords } from './event-keywords.ts';
import type { EventMember } from './event-member.ts';
import { eventPlaces } from './event-places.ts';
import { representativeSentence } from './representative-sentence.ts';

/** Shown in place of a title when every member is private: these are counted, never quoted. */
const UNQUOTED = '不公开诉求';

/**
 * The row of an event from its members: title, five keywords, one sentence as a summary, places,
 * the topic of most members, first and last publication. Title, keywords and summary come from
 * public members only. Does not depend on the order of `members`. Throws when there are none.
 */
export function describeEvent(eventId: string, members: readonly EventMember[]): EventRow {
  const ordered = [...members].sort(byTime);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) throw new Error(`event ${eventId} has no members`);
  const quotable = ordered.filter((member) => member.visibility === 'public');
  const keywords = eventKeywords(quotable);
  const places = eventPlaces(ordered);
  const title = representativeTitle(quotable, keywords.weights);
  return {
    eventId,
    kind: places.length > 0 || sharesWard(ordered) ? 'event' : 'topic',
    title: title ?? [places[0], UNQUOTED].filter(Boolean).join(' '),
    keywords: keywords.words,
    summary: representativeSentence(quotable, keywords.weights, title ?? ''),
    place: places.join('、'),
    crowds: eventCrowds(quotable).join('、'),
    topicCode: majorityTopic(ordered),
    firstAt: first.publishedAt,
    lastAt: last.publishedAt,
    documentCount: ordered.length,
  };
}

function byTime(a: EventMember, b: EventMember): number {
  return a.publishedAt < b.publishedAt
    ? -1
    : a.publishedAt > b.publishedAt
      ? 1
      : `${a.title}${a.text}` < `${b.title}${b.text}`
        ? -1
        : 1;
}

const titleOf = ({ title, text }: EventMember): string => title || text.split(/[。！？!?\n]/u, 1)[0]!.slice(0, 40);

/** The title that holds most of the keywords for its length; messages without a title lend their opening. */
function representativeTitle(
  members: readonly EventMember[],
  weights: ReadonlyMap<string, number>,
): string | undefined {
  let best: { title: string; score: number } | undefined;
  for (const member of members) {
    const title = titleOf(member);
    if (title === '') continue;
    // Most events are one message: there is nothing to choose from.
    if (members.length === 1) return title;
    let weight = 0;
    for (const [word, value] of weights) if (title.includes(word)) weight += value;
    // 8: the length below which a title is too short to be judged by its density.
    const score = weight / Math.sqrt(Math.max(8, title.length));
    if (!best || score > best.score) best = { title, score };
  }
  return best?.title;
}

/** True when all located members lie in one ward: then the event has a place even if none names it. */
function sharesWard(members: readonly EventMember[]): boolean {
  const wards = new Set(members.map((member) => member.wardCode).filter((code) => code.length === 12));
  return wards.size === 1;
}

/** The topic of most members; 其他 and 表扬 only when there is no other. */
function majorityTopic(members: readonly EventMember[]): string {
  const counts = new Map<string, number>();
  for (const { topicCode } of members) counts.set(topicCode, (counts.get(topicCode) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code);
  return ranked.find((code) => code < '9800') ?? ranked[0]!;
}
