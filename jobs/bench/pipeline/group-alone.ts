import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { createGrouper, type Grouper } from '../../events/grouper.ts';
import { prepare, type RawText } from './prepare.ts';

/** Texts that take each step together. */
export const STRETCH = 200;

/** The whole pipeline on one thread. */
export function groupAlone(texts: readonly RawText[], segmenter: Segmenter): Grouper {
  const grouper = createGrouper();
  groupInto(grouper, texts, segmenter);
  return grouper;
}

/** The same into a grouping that there is already. */
export function groupInto(grouper: Grouper, texts: readonly RawText[], segmenter: Segmenter): void {
  for (let from = 0; from < texts.length; from += STRETCH)
    for (const document of prepare(texts.slice(from, from + STRETCH), segmenter)) grouper.add(document);
}
