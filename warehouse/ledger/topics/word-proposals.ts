import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  word: z.string(),
  found_at: z.string(),
  texts: z.number(),
  cohesion: z.number(),
  freedom: z.number(),
});
export type WordProposalRow = z.infer<typeof rowSchema>;

/** Replaces the open proposals by what was found now; refused ones stay refused. */
export async function replaceWordProposals(
  on: Queryable,
  at: string,
  words: readonly { word: string; texts: number; cohesion: number; freedom: number }[],
): Promise<void> {
  await runStatement(on, {
    name: 'replace-word-proposals',
    text: `with found as (
             select word, texts, cohesion, freedom
             from jsonb_to_recordset($2::jsonb) as one(word text, texts integer, cohesion real, freedom real)
           ), gone as (
             delete from word_proposals where refused_at is null and word not in (select word from found)
           )
           insert into word_proposals (word, found_at, texts, cohesion, freedom)
           select word, $1, texts, cohesion, freedom from found
           on conflict (word) do update set
             found_at = excluded.found_at, texts = excluded.texts, cohesion = excluded.cohesion, freedom = excluded.freedom
           where word_proposals.refused_at is null`,
    values: [at, JSON.stringify(words)],
    row: noRow,
  });
}

/** What waits for a yes or no, most telling first. */
export function listWordProposals(on: Queryable, limit: number): Promise<WordProposalRow[]> {
  return runStatement(on, {
    name: 'list-word-proposals',
    text: `select word, found_at, texts, cohesion, freedom from word_proposals where refused_at is null
           order by ln(1 + texts) * cohesion * sqrt(freedom) desc, word limit $1`,
    values: [limit],
    row: rowSchema,
  });
}

/** The words that nobody wants. */
export async function listRefusedWords(on: Queryable): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-refused-words',
    text: 'select word from word_proposals where refused_at is not null',
    row: z.object({ word: z.string() }),
  });
  return rows.map(({ word }) => word);
}

/** Refuses words for good, or takes the refusal back (`by` null); gives how many it was. */
export async function refuseWords(
  on: Queryable,
  words: readonly string[],
  refusal: { at: string; by: string } | null,
): Promise<number> {
  const rows = await runStatement(on, {
    name: 'refuse-words',
    text: `update word_proposals set refused_at = $2, refused_by = $3
           where word = any($1::text[]) and (refused_at is null) = ($2::timestamptz is not null) returning word`,
    values: [words, refusal?.at ?? null, refusal?.by ?? null],
    row: z.object({ word: z.string() }),
  });
  return rows.length;
}
