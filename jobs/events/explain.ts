import type { CorpusStatistics } from './corpus-statistics.ts';
import { bucketOf } from './hash.ts';
import type { DocumentShelf } from './document-shelf.ts';
import type { EventState, HeldDocument } from './held-document.ts';
import { names } from './place-conflict.ts';
import type { Vocabulary } from './vector-store.ts';

const NAMES = 4;
const WORDS = 4;
/** Members looked at: the latest tell as much as all. */
const MEMBERS = 10;

/**
 * What a document shares with an event, for "joined because …": names first, then words, in each case those that most
 * members hold.
 */
export function explain(
  document: HeldDocument,
  words: readonly string[],
  event: EventState,
  { shelf, vocabulary }: { shelf: DocumentShelf; vocabulary: Vocabulary },
): string[] {
  const held = shelf.toldOf(document);
  const members = event.members.slice(-MEMBERS).map((member) => shelf.toldOf(member));
  const shared = mostHeld(
    new Set([...held.anchors, ...members.flatMap((member) => member.anchors)].filter((name) => names(held, name))),
    (name) => members.filter((member) => names(member, name)).length,
  );
  const telling = mostHeld(
    new Set(
      tellingWords(words, vocabulary.words).filter(
        (word) => word.length > 1 && !shared.some((name) => name.includes(word)),
      ),
    ),
    (word) => members.filter((member) => member.content.includes(word)).length,
  );
  return [...shared.slice(0, NAMES), ...telling.slice(0, WORDS)];
}

/** The candidates that any member holds, most held first, otherwise in the order given. */
function mostHeld(candidates: ReadonlySet<string>, holders: (candidate: string) => number): string[] {
  return [...candidates]
    .map((candidate) => ({ candidate, count: holders(candidate) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ candidate }) => candidate);
}

/** An explanation names four words that are shared; among so many that tell most of a document they are found. */
const TELLING = 24;

/** The words of a document that tell most, most telling first, of equal ones the earlier. */
function tellingWords(words: readonly string[], statistics: CorpusStatistics): string[] {
  const best: { word: string; weight: number }[] = [];
  for (const word of new Set(words)) {
    const weight = statistics.idf(bucketOf(word));
    if (best.length === TELLING && weight <= best[TELLING - 1]!.weight) continue;
    let at = Math.min(best.length, TELLING - 1);
    for (; at > 0 && weight > best[at - 1]!.weight; at--) best[at] = best[at - 1]!;
    best[at] = { word, weight };
  }
  return best.map(({ word }) => word);
}
