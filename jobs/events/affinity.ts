import type { GroupingParameters } from './grouping-parameters.ts';
import type { HeldDocument } from './held-document.ts';
import { areaRelation, namesConflict, shareName } from './place-conflict.ts';
import { Spread } from './spread.ts';

/** Neighbours who write within this time of each other mostly see the same thing. */
const NEIGHBOURS_WITHIN = 3 * 86_400_000;
/** Weights of words and title in judging what is shared besides the name. */
const WORD_PART = 0.75;
/** Below this the texts are too unlike for any place to make up for it; the costly comparison of names is saved. */
const UNLIKE = 0.05;

/** Compares one document with many: its vectors are spread out once, each other is then one pass. */
export class Affinity {
  private readonly words = new Spread();
  private readonly grams = new Spread();
  private readonly titles = new Spread();
  private subject: HeldDocument | undefined;

  constructor(private readonly parameters: GroupingParameters) {}

  /** Calls `use` with `subject` as the document that others are compared with. */
  with<T>(subject: HeldDocument, use: () => T): T {
    const { vectors } = subject;
    this.subject = subject;
    this.words.set(vectors, vectors.words);
    this.grams.set(vectors, vectors.grams);
    this.titles.set(vectors, vectors.titles);
    try {
      return use();
    } finally {
      this.words.clear(vectors, vectors.words);
      this.grams.clear(vectors, vectors.grams);
      this.titles.clear(vectors, vectors.titles);
      this.subject = undefined;
    }
  }

  /** Similarity of the subject to `other`, 0 when they contradict each other; hardly ever above 1. */
  to(other: HeldDocument): number {
    const alike = this.textsAlike(other);
    return alike < UNLIKE ? 0 : Math.max(0, this.withPlaces(alike, this.subject!, other));
  }

  private textsAlike({ vectors }: HeldDocument): number {
    const { words, grams, titles, parameters: p } = this;
    words.dot(vectors, vectors.words);
    grams.dot(vectors, vectors.grams);
    titles.dot(vectors, vectors.titles);
    const titleFound = (titles.foundIn(vectors, vectors.grams) + grams.covers(vectors, vectors.titles)) / 2;
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

  private withPlaces(alike: number, subject: HeldDocument, other: HeldDocument): number {
    const p = this.parameters;
    const shared = shareName(subject, other);
    const area = areaRelation(subject, other);
    if (area === 'elsewhere' && !shared) return 0;
    const conflict = shared ? 0 : namesConflict(subject, other);
    const residual = WORD_PART * this.words.residualCosine + (1 - WORD_PART) * this.titles.residualCosine;
    const isNameOnly = residual < p.residualFloor;
    let score = alike * (1 - p.conflictShrink * conflict) - p.conflictPenalty * conflict;
    if (area === 'apart' && !shared) score -= p.apartPenalty;
    if (isNameOnly) score -= p.nameOnlyPenalty;
    else if (area === 'same' && Math.abs(subject.publishedAt - other.publishedAt) < NEIGHBOURS_WITHIN)
      score += p.neighbourBonus;
    return score;
  }
}
