/**
 * Parameters of the grouping, with the reason for each default. They are the rounded centre of the
 * best 3 % of 1 500 random settings on checked events; within ±20 % of each the B-cubed F1 stays
 * within .01, so none of them is a knife's edge (`npm run -s bench -- grouping`).
 */
export const defaultGroupingParameters = {
  /**
   * Shares of the similarity. `…Residual` leaves out what lies in the documents' own names: the
   * same place alone is not the same matter. `titleFound` is the share of a title found anywhere
   * in the other: it joins a short message to a long letter.
   */
  words: 0.3,
  wordsResidual: 0.15,
  grams: 0.38,
  gramsResidual: 0.27,
  titles: 0.08,
  titlesResidual: 0.17,
  titleFound: 0.06,
  /** Taken off, and the factor by which the rest shrinks, when both name places and none is shared; half when one does. */
  conflictPenalty: 0.2,
  conflictShrink: 0.35,
  /** Taken off when the streets are known and differ. */
  apartPenalty: 0.06,
  /** Taken off when nothing is shared but the name, and the residual cosine below which that is so. */
  nameOnlyPenalty: 0.05,
  residualFloor: 0.06,
  /** Added for the second and the third name shared: two roads and a hospital together are the matter. */
  namesBonus: 0.05,
  /**
   * Added for neighbours of one community who write within three days or on one topic, when more
   * than a name is shared: short chat messages and matters of many months need it.
   */
  neighbourBonus: 0.05,
  /** Similarity to an event from which a document joins it. */
  joinThreshold: 0.155,
  /** Share of an event's members that must resemble, and the size at which that demand stops to grow. */
  memberShare: 0.5,
  memberCap: 20,
  /**
   * Candidates: strongest words looked up, newest documents read per word and in all, documents kept. A word that more
   * hold tells little of an event: with 64 read the real messages group no better, alone or among 7 820 others, and what a
   * document costs goes on growing until each word has so many. So with all twenty words of 24: the strongest that make
   * up 240 find the same events (160 lose some among others), for 1.1 instead of 1.3 times the cost where the lists are full.
   */
  indexTerms: 20,
  postingsRead: 24,
  postingsInAll: 240,
  candidatesKept: 20,
  /** Entries of a vector: a longer text is told by its strongest words and grams. */
  wordsKept: 96,
  gramsKept: 256,
  /** Characters of the text that are read: what follows is procedure and repetition. */
  bodyLength: 800,
  /**
   * Documents held; beyond it the oldest is let go and attracts no more: 0.6 GB on the disk at some 4 KB each, and five
   * months of a district with a thousand documents a day, where a ranking looks back three. A matter that nobody spoke of for as
   * long begins as a new event, and its like in the past is found by search.
   */
  capacity: 150_000,
  /**
   * Of these, so many are let go at once when it is full: a thousand that lie in the file and in the counts side by side
   * cost a third of what they cost one by one. What is held is never less than the capacity by more than that.
   */
  letGoShare: 1 / 150,
  /**
   * Repair: mean similarity from which events merge, gain for which a document moves, rounds. At .18 and .185 the checked
   * events are grouped alike; .175 takes half as many near misses in again, .19 parts one event of seven.
   */
  mergeThreshold: 0.18,
  moveGain: 0.06,
  repairRounds: 4,
};
export type GroupingParameters = typeof defaultGroupingParameters;
