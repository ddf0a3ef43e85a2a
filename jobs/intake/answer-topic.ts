import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listRecordsByKey } from '#warehouse/analytics/intake/list-records-by-key.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import type { Ledger, Transaction } from '#warehouse/ledger/ledger.ts';
import { insertTopicLabel, type Labelled, undoTopicLabel } from '#warehouse/ledger/topics/topic-labels.ts';
import type { CleaningPool } from './cleaning-pool.ts';
import { storeRerun } from './rerun-documents.ts';

export interface AnswerDeps {
  analytics: Analytics;
  ledger: Ledger;
  cleaning: Pick<CleaningPool, 'again'>;
}

interface By {
  id: string;
  name: string;
}

/** What a person says that a document is about. */
export interface TopicAnswer extends Labelled {
  topicCode: string;
  beforeCode: string;
  guesses: readonly string[];
  by: By;
  now: Date;
}

/**
 * Keeps the answer and sends the document through the intake log again, where the answer is put over what the words
 * say: label, audit line and batch commit together. Gives the label's number; null when somebody was first.
 */
export async function answerTopic(deps: AnswerDeps, answer: TopicAnswer): Promise<number | null> {
  const { sourceId, externalId, topicCode, beforeCode, guesses, by, now } = answer;
  const at = now.toISOString();
  return inNewBatch(deps, answer, at, async (tx) => {
    const labelNo = await insertTopicLabel(tx, {
      sourceId,
      externalId,
      topicCode,
      beforeCode,
      guesses,
      saidAt: at,
      by,
    });
    if (labelNo === null) return null;
    const line = { at, actorId: by.id, actorName: by.name, action: 'topic.answer', target: externalId };
    await appendAudit(tx, { ...line, detail: { sourceId, from: beforeCode, to: topicCode } });
    return { key: `answer:${labelNo}`, value: labelNo };
  });
}

/** Takes an answer back: the document is what words and model say again. False when it was taken back before. */
export async function undoAnswer(
  deps: AnswerDeps,
  undo: Labelled & { labelNo: number; by: By; now: Date },
): Promise<boolean> {
  const { labelNo, by, now } = undo;
  const at = now.toISOString();
  const done = await inNewBatch(deps, undo, at, async (tx) => {
    const label = await undoTopicLabel(tx, { labelNo, at, by: by.name });
    if (!label) return null;
    const line = { at, actorId: by.id, actorName: by.name, action: 'topic.undo', target: label.externalId };
    await appendAudit(tx, { ...line, detail: { sourceId: label.sourceId } });
    return { key: `undo:${labelNo}`, value: true };
  });
  return done ?? false;
}

/** The transaction is undone where `work` gives null. */
class Nothing extends Error {}

async function inNewBatch<T>(
  { analytics, ledger, cleaning }: AnswerDeps,
  { sourceId, externalId }: Labelled,
  at: string,
  work: (tx: Transaction) => Promise<{ key: string; value: T } | null>,
): Promise<T | null> {
  const rows = await listRecordsByKey(analytics, sourceId, [externalId]);
  const documents = await cleaning.again(rows);
  try {
    return await storeRerun(ledger, { documents, rows: rows.length, at }, async (tx) => {
      const done = await work(tx);
      if (!done) throw new Nothing();
      return done;
    });
  } catch (error) {
    if (error instanceof Nothing) return null;
    throw error;
  }
}
