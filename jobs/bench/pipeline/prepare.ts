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

/**
 * The steps of the text pipeline before the grouping: normalise, segment, find places, classify (topic, nature,
 * severity). Each step runs over all texts before the next, as in the product (`cleanDocuments`): what a step looks up
 * then stays in the processor's cache. Meant for some 200 texts at a time.
 */
export function prepare(raws: readonly RawText[], segmenter: Segmenter): GroupingDocument[] {
  const said = raws.map(({ title, text }) => ({ title: normaliseText(title).text, text: normaliseText(text).text }));
  const words = said.map(({ title, text }) => segmenter.contentWords(title).concat(segmenter.contentWords(text)));
  const names = said.map((texts) => {
    const anchors = extractAnchors(texts, segmenter).filter((anchor) => anchor.kind !== 'code');
    return [...new Set(anchors.map((anchor) => anchor.name))];
  });
  const topics = said.map((texts, at) => classifyTopic({ ...texts, tokens: words[at]! }).topicCode);
  said.forEach((texts) => classifyNature(texts));
  said.forEach(({ title, text }) => assessSeverity(`${title}\n${text}`));
  return raws.map(({ key, reporterKey, publishedAt }, at) => ({
    key,
    ...said[at]!,
    words: words[at]!,
    anchors: names[at]!,
    wardCode: '',
    topicCode: topics[at]!,
    reporterKey,
    publishedAt,
    kind: 'post',
  }));
}
