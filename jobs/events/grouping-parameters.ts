/**
 * Parameters of the grouping, with the reason for each default. Chosen by cross-validation over
 * halves of the checked events (see `jobs/bench/quality-events.ts`), preferring the middle of a
 * plateau over the best single value.
 */
export const defaultGroupingParameters = {
  /** Parts of the similarity: words, words without names, character grams, title bigrams. */
  wordShare: 0.35,
  residualShare: 0.15,
  gramShare: 0.65,
  titleShare: 0.25,
  /** Taken off when both name places and none is shared. */
  conflictPenalty: 0.15,
  /** Taken off when the areas are known and differ. */
  districtPenalty: 0.05,
  /** Taken off when nothing is shared but the name. */
  nameOnlyPenalty: 0.1,
  /** Below this cosine of the words without names, nothing but the name is shared. */
  residualFloor: 0.06,
  /** Similarity to an event from which a document joins it. */
  joinThreshold: 0.16,
  /** Share of an event's members that must resemble, and the size from which it stops to grow. */
  memberShare: 0.5,
  memberCap: 40,
  /** Candidates: strongest words of a document that are looked up, newest documents read per word, and kept. */
  indexTerms: 20,
  postingsRead: 200,
  candidatesKept: 40,
  /** Entries of a vector: a text longer than this is told by its strongest words and grams. */
  wordsKept: 128,
  gramsKept: 384,
  /** Characters of the text that are read. */
  bodyLength: 1500,
  /** Repair: mean similarity from which events merge, gain for which a document moves. */
  mergeThreshold: 0.18,
  moveGain: 0.06,
  repairRounds: 4,
};
export type GroupingParameters = typeof defaultGroupingParameters;
