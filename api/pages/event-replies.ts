import { reviewReplies } from '#jobs/topics/review-replies.ts';
import { listDocuments, type ListedDocument } from '#warehouse/analytics/pages/list-documents.ts';
import { documentKey, type Nature } from '#warehouse/model/document.ts';
import type { ApiContext } from '../context.ts';
import type { EventReplies } from '../contract/replies.ts';
import type { Viewpoint } from './viewpoint.ts';

/** Replies reviewed, and documents read to tell ordinary words from telling ones. */
const REVIEWED = 50;
const BACKGROUND = 200;

const isAnswered = ({ visibility, reply }: ListedDocument): boolean => visibility === 'public' && reply !== '';

/** GET /api/events/{id}/replies: how the public posts of an event were answered, least relevant first; within the asker's scope. */
export async function eventReplies(context: ApiContext, view: Viewpoint): Promise<EventReplies> {
  const life = { ...view.filter, from: '1990-01-01T00:00:00.000Z' };
  const { event: _event, ...anywhere } = life;
  const [members, others] = await Promise.all([
    listDocuments(context.reader, life, { limit: REVIEWED }),
    listDocuments(context.reader, anywhere, { limit: BACKGROUND }),
  ]);
  const answered = members.filter(isAnswered).map((row) => ({
    id: documentKey({ sourceId: row.source_id, externalId: row.external_id }),
    title: row.title,
    text: row.text,
    reply: row.reply,
    nature: row.nature as Nature,
  }));
  const byId = new Map(answered.map((one) => [one.id, one]));
  const background = others.filter(
    (row) => isAnswered(row) && !byId.has(documentKey({ sourceId: row.source_id, externalId: row.external_id })),
  );
  return {
    replies: reviewReplies(answered, background).map(({ id, ...review }) => {
      const [sourceId = '', externalId = ''] = id.split('\u001f');
      const { title, reply } = byId.get(id)!;
      return { sourceId, externalId, title, reply, ...review };
    }),
  };
}
