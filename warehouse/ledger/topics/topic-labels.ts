import { z } from 'zod';
import { type Queryable, runStatement, type Transaction } from '../ledger.ts';

const rowSchema = z.object({
  label_no: z.number(),
  source_id: z.string(),
  external_id: z.string(),
  topic_code: z.string(),
  before_code: z.string(),
  said_at: z.string(),
  said_by_id: z.string(),
  said_by: z.string(),
  undone_at: z.string().nullable(),
});
export type TopicLabelRow = z.infer<typeof rowSchema>;

const COLUMNS = 'label_no, source_id, external_id, topic_code, before_code, said_at, said_by_id, said_by, undone_at';

/** A document by its identity. */
export interface Labelled {
  sourceId: string;
  externalId: string;
}

/** Keeps what a person says a document is about; null when somebody has said so before. */
export async function insertTopicLabel(
  tx: Transaction,
  label: Labelled & {
    topicCode: string;
    beforeCode: string;
    guesses: readonly string[];
    saidAt: string;
    by: { id: string; name: string };
  },
): Promise<number | null> {
  const [row] = await runStatement(tx, {
    name: 'insert-topic-label',
    text: `insert into topic_labels (source_id, external_id, topic_code, before_code, guesses, said_at, said_by_id, said_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (source_id, external_id) where undone_at is null do nothing returning label_no`,
    values: [
      label.sourceId,
      label.externalId,
      label.topicCode,
      label.beforeCode,
      label.guesses,
      label.saidAt,
      label.by.id,
      label.by.name,
    ],
    row: z.object({ label_no: z.number() }),
  });
  return row?.label_no ?? null;
}

/** Takes a label back; the document that it was on, or undefined when there is none in force. */
export async function undoTopicLabel(
  tx: Transaction,
  undo: { labelNo: number; at: string; by: string },
): Promise<Labelled | undefined> {
  const [row] = await runStatement(tx, {
    name: 'undo-topic-label',
    text: `update topic_labels set undone_at = $2, undone_by = $3 where label_no = $1 and undone_at is null
           returning source_id as "sourceId", external_id as "externalId"`,
    values: [undo.labelNo, undo.at, undo.by],
    row: z.object({ sourceId: z.string(), externalId: z.string() }),
  });
  return row;
}

export async function getTopicLabel(on: Queryable, labelNo: number): Promise<TopicLabelRow | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-topic-label',
    text: `select ${COLUMNS} from topic_labels where label_no = $1`,
    values: [labelNo],
    row: rowSchema,
  });
  return row;
}

/** The newest labels in force, newest first. */
export function listTopicLabels(on: Queryable, limit: number): Promise<TopicLabelRow[]> {
  return runStatement(on, {
    name: 'list-topic-labels',
    text: `select ${COLUMNS} from topic_labels where undone_at is null order by label_no desc limit $1`,
    values: [limit],
    row: rowSchema,
  });
}

/** The labels in force of the named documents. */
export function listLabelsOf(
  on: Queryable,
  documents: readonly Labelled[],
): Promise<(Labelled & { topicCode: string })[]> {
  return runStatement(on, {
    name: 'list-labels-of',
    text: `select source_id as "sourceId", external_id as "externalId", topic_code as "topicCode"
           from topic_labels join unnest($1::text[], $2::text[]) as asked(source_id, external_id) using (source_id, external_id)
           where undone_at is null`,
    values: [documents.map(({ sourceId }) => sourceId), documents.map(({ externalId }) => externalId)],
    row: z.object({ sourceId: z.string(), externalId: z.string(), topicCode: z.string() }),
  });
}

/** How many labels are in force. */
export async function countTopicLabels(on: Queryable): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'count-topic-labels',
    text: 'select count(*) as labels from topic_labels where undone_at is null',
    row: z.object({ labels: z.number() }),
  });
  return row?.labels ?? 0;
}
