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
  const documents = raws.map(normalised);
  for (const document of documents) document.words = wordsOf(document, segmenter);
  for (const document of documents) document.anchors = namesOf(document, segmenter);
  for (const document of documents) document.topicCode = topicOf(document);
  for (const document of documents) classifyNature(document);
  for (const document of documents) assessSeverity(`${document.title}\n${document.text}`);
  return documents;
}

// Functions with a name outlive a call, and so does their compiled code (CONTRIBUTING, “Hot code”).

type Underway = { -readonly [Field in keyof GroupingDocument]: GroupingDocument[Field] };

function normalised({ key, title, text, reporterKey, publishedAt }: RawText): Underway {
  return {
    key,
    title: normaliseText(title).text,
    text: normaliseText(text).text,
    words: [],
    anchors: [],
    wardCode: '',
    topicCode: '',
    reporterKey,
    publishedAt,
    kind: 'post',
  };
}

const wordsOf = ({ title, text }: Underway, segmenter: Segmenter): string[] =>
  segmenter.contentWords(title).concat(segmenter.contentWords(text));

function namesOf(document: Underway, segmenter: Segmenter): string[] {
  const names = new Set<string>();
  for (const { kind, name } of extractAnchors(document, segmenter)) if (kind !== 'code') names.add(name);
  return [...names];
}

const topicOf = ({ title, text, words }: Underway): string => classifyTopic({ title, text, tokens: words }).topicCode;
