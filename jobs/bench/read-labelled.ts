import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import type { LabelledText } from '../topics/learn/train-model.ts';

/** The evaluation set lies beside the project, never in it; MINQING_BENCH_DATA names another place. */
const folder = process.env['MINQING_BENCH_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** A question and the official reply to it. */
export interface Exchange {
  title: string;
  text: string;
  reply: string;
}

interface LabelledRow {
  title: string | null;
  text: string;
  label: string;
  group: number;
}

function readLines<T>(name: string): T[] | undefined {
  const path = `${folder}/appeals/${name}`;
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** Messages with their first-level category, normalised as for learning; `undefined` where the data are absent. */
export function readLabelled(): LabelledText[] | undefined {
  return readLines<LabelledRow>('labelled.jsonl')?.map(({ title, text, label, group }) => ({
    title: normaliseText(title ?? '').text,
    text: normaliseText(text).text,
    label,
    group: String(group),
  }));
}

/** Questions with their replies; `undefined` where the data are absent. */
export function readExchanges(): Exchange[] | undefined {
  return readLines<Exchange>('replies.jsonl')?.map(({ title, text, reply }) => ({
    title: normaliseText(title ?? '').text,
    text: normaliseText(text).text,
    reply: normaliseText(reply).text,
  }));
}
