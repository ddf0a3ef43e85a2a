import type { Document } from '#warehouse/model/document.ts';
import { type Analysis, type AnalysisContext, analyseDocuments, type CleanItem } from './analyse-documents.ts';
import { BLOCK, sealed } from './clean-document.ts';
import type { RerunDocument } from './rerun-documents.ts';

/** A stored document, whole. */
export type StoredDocument = Omit<Document, 'deleted'>;

/**
 * Stored documents by the dictionaries and the model of today: words, places, topic. What the platform itself said of
 * ward, nature and category is not kept, so ward, estate, nature and severity stay, and a category that came from there.
 */
export function analyseAgain(
  documents: readonly StoredDocument[],
  context: Omit<AnalysisContext, 'sourceWard'>,
): RerunDocument[] {
  const again: RerunDocument[] = [];
  for (let from = 0; from < documents.length; from += BLOCK) {
    const block = documents.slice(from, from + BLOCK);
    const analyses = analyseDocuments(block.map(toItem), { ...context, sourceWard: '' });
    again.push(...block.map((document, at) => renewed(document, analyses[at]!)));
  }
  return again;
}

function toItem({ publishedAt, title, text, reply, estate }: StoredDocument): CleanItem<{
  publishedAt: string;
  wardHint: string;
  estate: string;
  topicHint: string;
  natureHint: string;
}> {
  return { item: { publishedAt, wardHint: '', estate, topicHint: '', natureHint: '' }, said: { title, text, reply } };
}

function renewed(document: StoredDocument, found: Analysis): RerunDocument {
  const { contentHash: basedOn, ...rest } = document;
  const { tokens, places, lexiconVersion, topicCode, topicConfidence, topicWords, topicBy, topicGuesses } = found;
  const topic = { topicCode, topicConfidence, topicWords, topicBy, topicGuesses };
  const isChosen = document.topicBy === 'platform';
  const now = { ...rest, ...(isChosen ? {} : topic), deleted: false, tokens, places, lexiconVersion };
  return { ...sealed(now), basedOn };
}
