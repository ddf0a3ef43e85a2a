import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import type { GoldEvent } from './score-events.ts';

/** A message of the evaluation set, in the order of its file. */
export interface Appeal {
  id: string;
  user: string;
  title: string;
  text: string;
  time: string;
  /** Likes. */
  up: number;
}

/** The evaluation set lies beside the project, never in it; MINQING_BENCH_DATA names another place. */
const folder = process.env['MINQING_BENCH_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Messages and checked events; `undefined` where the data are absent. */
export function readAppeals(): { appeals: Appeal[]; gold: GoldEvent[] } | undefined {
  const messages = `${folder}/appeals/messages.jsonl`;
  const events = `${folder}/appeals/gold_events.dev.jsonl`;
  if (!existsSync(messages) || !existsSync(events)) return undefined;
  return {
    appeals: readLines<Appeal & { id: number }>(messages).map((row) => ({ ...row, id: String(row.id) })),
    gold: readLines<GoldRow>(events).map((row) => ({
      id: row.issue_id,
      tier: row.tier,
      core: row.core.map(String),
      optional: row.optional.map(String),
      nearMiss: row.near_miss.map(String),
    })),
  };
}

interface GoldRow {
  issue_id: string;
  tier: 'main' | 'minor';
  core: number[];
  optional: number[];
  near_miss: number[];
}

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** A message as ingest would hand it to grouping, by the product's own steps; nothing is located. */
export function toGroupingDocument(appeal: Appeal, segmenter: Segmenter): GroupingDocument {
  const title = normaliseText(appeal.title).text;
  const text = normaliseText(appeal.text).text;
  const words = [...segmenter.contentWords(title), ...segmenter.contentWords(text)];
  const anchors = extractAnchors({ title, text }, segmenter).filter((anchor) => anchor.kind !== 'code');
  return {
    key: appeal.id,
    title,
    text,
    words,
    anchors: [...new Set(anchors.map((anchor) => anchor.name))],
    wardCode: '',
    topicCode: classifyTopic({ title, text, tokens: words }).topicCode,
    reporterKey: appeal.user,
    publishedAt: `${appeal.time}.000Z`,
    kind: 'post',
  };
}
