import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../../events/grouping-document.ts';
import { assessSeverity } from '../../topics/severity.ts';
import { classifyNature } from '../../topics/classify-nature.ts';
import { classifyTopic } from '../../topics/classify-topic.ts';

/** A message before any work on it. */
export interface RawText {
  key: string;
  reporterKey: string;
  publishedAt: string;
  title: string;
  text: string;
}

/** The steps of the text pipeline before the grouping: normalise, segment, find places, classify (topic, nature, severity). */
export function prepare(raw: RawText, segmenter: Segmenter): GroupingDocument {
  const title = normaliseText(raw.title).text;
  const text = normaliseText(raw.text).text;
  const words = [...segmenter.contentWords(title), ...segmenter.contentWords(text)];
  const anchors = extractAnchors({ title, text }, segmenter).filter((anchor) => anchor.kind !== 'code');
  const { topicCode } = classifyTopic({ title, text, tokens: words });
  classifyNature({ title, text });
  assessSeverity(`${title}\n${text}`);
  const { key, reporterKey, publishedAt } = raw;
  const names = [...new Set(anchors.map((anchor) => anchor.name))];
  return { key, title, text, words, anchors: names, wardCode: '', topicCode, reporterKey, publishedAt, kind: 'post' };
}
