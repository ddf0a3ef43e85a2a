import { assessReply } from '#jobs/topics/reply-quality.ts';
import { type EventDescription } from '#warehouse/analytics/pages/get-event.ts';
import { type EventAnswers, listEventAnswers } from '#warehouse/analytics/pages/list-event-answers.ts';
import { listSimilarEvents } from '#warehouse/analytics/pages/list-similar-events.ts';
import type { ApiContext } from '../context.ts';
import type { SimilarEventView } from '../contract/events.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

const SHOWN = 5;

/**
 * Past events that share place or key words, most alike first, with how they were answered; only such as the asker may
 * see documents of, and of those the documents in their scope.
 */
export async function similarEvents(
  context: ApiContext,
  view: Viewpoint,
  event: EventDescription,
): Promise<SimilarEventView[]> {
  const rows = await listSimilarEvents(context.reader, view.filter, { ...event, limit: SHOWN });
  const ids = rows.map((row) => row.event_id);
  if (ids.length === 0) return [];
  const life = { scope: view.scope, from: '1990-01-01T00:00:00.000Z', to: view.at };
  const [own, answers] = await Promise.all([
    ownWordsOf(context, view, ids),
    listEventAnswers(context.reader, life, ids),
  ]);
  const byEvent = new Map(answers.map((row) => [row.event_id, row]));
  return rows.map((row) => ({
    eventId: row.event_id,
    title: own.get(row.event_id)?.title ?? row.title,
    lastAt: own.get(row.event_id)?.last_at ?? row.last_at,
    documentCount: own.get(row.event_id)?.documents ?? row.document_count,
    score: row.score,
    sharedWords: row.shared_words,
    isSamePlace: row.is_same_place === 1,
    answer: answerOf(byEvent.get(row.event_id)),
  }));
}

function told(reply: string): number {
  const { completeness, grounds } = assessReply(reply, 0);
  return completeness + grounds;
}

/** The reply that says most, by what a full reply has; null where nobody was answered and nothing closed. */
function answerOf(answers: EventAnswers | undefined): SimilarEventView['answer'] {
  if (!answers || (answers.reply_hours === null && answers.close_days === null && answers.replies.length === 0))
    return null;
  const [best = ''] = answers.replies.toSorted((a, b) => told(b) - told(a) || b.length - a.length || (a < b ? -1 : 1));
  return {
    reply: best,
    replyHours: answers.reply_hours,
    closeDays: answers.close_days,
    cameBack: answers.came_back,
  };
}
