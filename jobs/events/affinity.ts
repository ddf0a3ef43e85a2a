import type { GroupingParameters } from './grouping-parameters.ts';
import { BUCKETS } from './hash.ts';
import type { HeldDocument } from './held-document.ts';
import { districtsDiffer, placeConflict } from './place-conflict.ts';
import type { Section, Vectors } from './vector-store.ts';

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

  /** Similarity of the subject to `other`; below 0 when they contradict each other. */
  to(other: HeldDocument): number {
    const { wordShare, residualShare, gramShare, titleShare } = this.parameters;
    this.words.dot(other.vectors, other.vectors.words);
    this.grams.dot(other.vectors, other.vectors.grams);
    this.titles.dot(other.vectors, other.vectors.titles);
    const alike =
      wordShare * this.words.cosine +
      residualShare * this.words.residualCosine +
      gramShare * this.grams.cosine +
      titleShare * this.titles.cosine;
    return alike - this.penalty(this.subject!, other);
  }

  parts(other: HeldDocument): number[] {
    this.to(other);
    return [
      this.words.cosine,
      this.words.residualCosine,
      this.grams.cosine,
      this.grams.residualCosine,
      this.titles.cosine,
      this.titles.residualCosine,
      placeConflict(this.subject!, other),
      districtsDiffer(this.subject!, other) ? 1 : 0,
    ];
  }

  private penalty(subject: HeldDocument, other: HeldDocument): number {
    const { conflictPenalty, districtPenalty, nameOnlyPenalty, residualFloor } = this.parameters;
    return (
      conflictPenalty * placeConflict(subject, other) +
      (districtsDiffer(subject, other) ? districtPenalty : 0) +
      (this.words.residualCosine < residualFloor ? nameOnlyPenalty : 0)
    );
  }
}

/** One vector spread over all buckets, so that a dot product reads only the other's entries. */
class Spread {
  private readonly all = new Float32Array(BUCKETS);
  private readonly outside = new Float32Array(BUCKETS);
  private scale = 0;
  /** Cosine of the last `dot`. */
  cosine = 0;
  /** The same without the words of either document's names. */
  residualCosine = 0;

  set({ page: { ids, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    for (let i = start; i < end; i++) this.all[ids[i]!] = weights[i]!;
    for (let i = start; i < names; i++) this.outside[ids[i]!] = weights[i]!;
    this.scale = residualScale;
  }

  clear({ page: { ids } }: Vectors, { start, end }: Section): void {
    for (let i = start; i < end; i++) this.all[ids[i]!] = this.outside[ids[i]!] = 0;
  }

  dot({ page: { ids, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    let all = 0;
    let outside = 0;
    for (let i = start; i < names; i++) {
      const id = ids[i]!;
      all += this.all[id]! * weights[i]!;
      outside += this.outside[id]! * weights[i]!;
    }
    for (let i = names; i < end; i++) all += this.all[ids[i]!]! * weights[i]!;
    this.cosine = all;
    this.residualCosine = outside * residualScale * this.scale;
  }
}
