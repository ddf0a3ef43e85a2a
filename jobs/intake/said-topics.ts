import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { type Labelled, listLabelsOf } from '#warehouse/ledger/topics/topic-labels.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import { sealed } from './clean-document.ts';

/** Looks up what persons said the named documents are about: topic code by document key. */
export type SaidTopics = (documents: readonly Labelled[]) => Promise<ReadonlyMap<string, string>>;

/** A document as a person has it: nothing that the words or a model say of its topic counts then. */
export function withSaidTopic(document: Document, topicCode: string | undefined): Document {
  if (topicCode === undefined) return document;
  const { contentHash: _before, ...rest } = document;
  return sealed({ ...rest, topicCode, topicConfidence: 1, topicBy: 'person', topicGuesses: [] });
}

/** The labels of the ledger. */
export function saidTopicsOf(ledger: Ledger): SaidTopics {
  return async (documents) => {
    const rows = await listLabelsOf(ledger, documents);
    return new Map(rows.map((row) => [documentKey(row), row.topicCode]));
  };
}
