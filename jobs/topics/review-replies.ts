import type { Nature } from '#warehouse/model/document.ts';
import { findCopiedReplies } from './copied-replies.ts';
import { relabelledWords } from './relabelled.ts';
import { assessReply, createVectors, type ReplyQuality, similarity } from './reply-quality.ts';

/** A public question with the reply it got. */
export interface AnsweredDocument {
  id: string;
  title: string;
  text: string;
  reply: string;
  nature: Nature;
}

/** What a supervisor may look at in a reply: sub-scores side by side, never one number. */
export interface ReplyReview extends ReplyQuality {
  id: string;
  /** How many different questions got this wording; 0 when it stands alone. */
  copies: number;
  /** Words that betray a complaint booked as a question. */
  relabelledWords: string[];
}

/**
 * Reviews replies. `background` are some hundred questions and replies of the district, by which ordinary words are
 * told from telling ones. Those beside the point come first, the least relevant before others.
 */
export function reviewReplies(
  answered: readonly AnsweredDocument[],
  background: readonly { title: string; text: string; reply: string }[],
): ReplyReview[] {
  const vectorOf = createVectors(
    [...answered, ...background].flatMap(({ title, text, reply }) => [
      { title, text },
      { title: '', text: reply },
    ]),
  );
  const given = [...answered, ...background].map((one, at) => ({
    id: 'id' in one ? (one.id as string) : `background ${at}`,
    question: `${one.title}${one.text}`,
    reply: one.reply,
  }));
  const copies = new Map(findCopiedReplies(given).flatMap(({ ids }) => ids.map((id) => [id, ids.length] as const)));
  return answered
    .map(({ id, title, text, reply, nature }) => ({
      id,
      ...assessReply(reply, similarity(vectorOf({ title, text }), vectorOf({ title: '', text: reply }))),
      copies: copies.get(id) ?? 0,
      relabelledWords: relabelledWords(nature, { title, text }),
    }))
    .toSorted((a, b) => Number(b.isBeside) - Number(a.isBeside) || a.relevance - b.relevance || (a.id < b.id ? -1 : 1));
}
