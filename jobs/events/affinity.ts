import type { GroupingParameters } from './grouping-parameters.ts';
import type { DocumentShelf } from './document-shelf.ts';
import type { HeldDocument, Told } from './held-document.ts';
import type { Vectors } from './vector-store.ts';
import { areaRelation, namesConflict, sharedNames } from './place-conflict.ts';
import { Spread } from './spread.ts';

/** Neighbours who write within this time of each other mostly see the same thing. */
const NEIGHBOURS_WITHIN = 3 * 86_400_000;
/** Weights of words and title in judging what is shared besides the name. */
const WORD_PART = 0.75;
/** Below this the texts are too unlike for any place to make up for it; the costly comparison of names is saved. */
const UNLIKE = 0.05;
/** The same for the cheap parts, words and title, before the grams are compared: loses nothing up to here. */
const UNLIKE_AT_FIRST = 0.1;

/** Compares one document with many: its vectors are spread out once, each other is then one pass. */
export class Affinity {
  private readonly words = new Spread();
  private readonly grams = new Spread();
  private readonly titles = new Spread();
  private subject: Told | undefined;

  constructor(
    private readonly parameters: GroupingParameters,
    private readonly shelf: DocumentShelf,
  ) {}

  /** Calls `use` with `subject` as the document that others are compared with. */
  with<T>(subject: HeldDocument, use: () => T): T {
    const vectors = this.shelf.vectorsOf(subject);
    this.subject = this.shelf.toldOf(subject);
    this.words.set(vectors, vectors.words);
    this.grams.set(vectors, vectors.grams);
    this.titles.set(vectors, vectors.titles);
    try {
      return use();
    } finally {
      this.words.clear();
      this.grams.clear();
      this.titles.clear();
      this.subject = undefined;
    }
  }

  /** Leaves out of `orders`, in the same array, documents that are surely unlike the subject, without looking at them. */
  readonly keepAlike = (orders: Int32Array): Int32Array =>
    this.shelf.keepAlike(orders, { words: this.words, titles: this.titles, least: UNLIKE_AT_FIRST });

  /** Similarity of the subject to `other`, 0 when they contradict each other; hardly ever above 1. */
  to(other: HeldDocument): number {
    const alike = this.textsAlike(this.shelf.vectorsOf(other));
    return alike < UNLIKE ? 0 : Math.max(0, this.withPlaces(alike, this.subject!, this.shelf.toldOf(other)));
  }

  private textsAlike(vectors: Vectors): number {
    const { words, grams, titles, parameters: p } = this;
    words.dot(vectors, vectors.words);
    titles.dot(vectors, vectors.titles);
    if (words.cosine + titles.cosine < UNLIKE_AT_FIRST) return 0;
    const found = grams.dotFinding(titles, vectors, vectors.grams);
    const titleFound = (found + grams.covers(vectors, vectors.titles)) / 2;
    return (
      p.words * words.cosine +
      p.wordsResidual * words.residualCosine +
      p.grams * grams.cosine +
      p.gramsResidual * grams.residualCosine +
      p.titles * titles.cosine +
      p.titlesResidual * titles.residualCosine +
      p.titleFound * titleFound
    );
  }

  private withPlaces(alike: number, subject: Told, other: Told): number {
    const p = this.parameters;
    const shared = sharedNames(subject, other);
    const area = areaRelation(subject, other);
    if (area === 'elsewhere' && shared === 0) return 0;
    const conflict = shared > 0 ? 0 : namesConflict(subject, other);
    const residual = WORD_PART * this.words.residualCosine + (1 - WORD_PART) * this.titles.residualCosine;
    const isNameOnly = residual < p.residualFloor;
    let score = alike * (1 - p.conflictShrink * conflict) - p.conflictPenalty * conflict;
    if (area === 'apart' && shared === 0) score -= p.apartPenalty;
    // Two names of one crossing prove one place, not one matter: a burst hydrant is no part of a taxi complaint there.
    if (shared > 1 && !(isNameOnly && isOtherCategory(subject, other))) score += p.namesBonus * Math.min(2, shared - 1);
    else if (isNameOnly) score -= p.nameOnlyPenalty;
    if (area === 'same' && !isNameOnly && isNeighbourly(subject, other)) score += p.neighbourBonus;
    return score;
  }
}

function isOtherCategory(x: Told, y: Told): boolean {
  return x.topicCode.slice(0, 2) !== y.topicCode.slice(0, 2);
}

/** Neighbours speak of the same thing when they do so within days, or when it is the same topic. */
function isNeighbourly(x: Told, y: Told): boolean {
  const isSoon = Math.abs(x.publishedAt - y.publishedAt) < NEIGHBOURS_WITHIN;
  return isSoon || (x.topicCode === y.topicCode && x.topicCode < '9800');
}
