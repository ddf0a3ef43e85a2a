import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({ version: z.number(), learned_at: z.string(), learned_by: z.string(), card: z.unknown() });
export type TopicModelRow = z.infer<typeof rowSchema>;

/** Keeps a learned model; gives its version. */
export async function insertTopicModel(
  on: Queryable,
  model: { learnedAt: string; learnedBy: string; card: object; content: Buffer },
): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'insert-topic-model',
    text: `insert into topic_models (learned_at, learned_by, card, content) values ($1, $2, $3, $4) returning version`,
    values: [model.learnedAt, model.learnedBy, JSON.stringify(model.card), model.content],
    row: z.object({ version: z.number() }),
  });
  return row!.version;
}

/** The newest models with their cards, newest first. */
export function listTopicModels(on: Queryable, limit: number): Promise<TopicModelRow[]> {
  return runStatement(on, {
    name: 'list-topic-models',
    text: 'select version, learned_at, learned_by, card from topic_models order by version desc limit $1',
    values: [limit],
    row: rowSchema,
  });
}

/** The bytes of a model; undefined where there is no such version. */
export async function getTopicModel(on: Queryable, version: number): Promise<Buffer | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-topic-model',
    text: 'select content from topic_models where version = $1',
    values: [version],
    row: z.object({ content: z.instanceof(Buffer) }),
  });
  return row?.content;
}
