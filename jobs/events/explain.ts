import type { CorpusStatistics } from './corpus-statistics.ts';
import { bucketOf } from './hash.ts';
import type { DocumentShelf } from './document-shelf.ts';
import type { EventState, HeldDocument, Told } from './held-document.ts';
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
  const members: Told[] = [];
  for (const member of event.members.slice(-MEMBERS)) members.push(shelf.toldOf(member));
  const named = new Set<string>();
  for (const { anchors } of [held, ...members]) for (const name of anchors) if (names(held, name)) named.add(name);
  const shared = mostHeld(named, members, names);
  const telling = mostHeld(tellingWords(words, vocabulary.words), members, holds);
  const explained = shared.slice(0, NAMES);
  for (let at = 0; at < telling.length && explained.length < Math.min(shared.length, NAMES) + WORDS; at++)
    if (!isWithin(telling[at]!, shared)) explained.push(telling[at]!);
  return explained;
}

const holds = (member: Told, word: string): boolean => member.content.includes(word);

/** Whether a name says the word already, or it is a single character. */
function isWithin(word: string, shared: readonly string[]): boolean {
  if (word.length < 2) return true;
  for (const name of shared) if (name.includes(word)) return true;
  return false;
}

/** The candidates that any member holds, most held first, otherwise in the order given. */
function mostHeld(
  candidates: Iterable<string>,
  members: readonly Told[],
  isHeld: (member: Told, candidate: string) => boolean,
): string[] {
  const byCount: string[][] = [];
  for (const candidate of candidates) {
    let count = 0;
    for (const member of members) if (isHeld(member, candidate)) count += 1;
    if (count > 0) (byCount[members.length - count] ??= []).push(candidate);
  }
  return byCount.flat();
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
