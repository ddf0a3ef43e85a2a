import type { GroupingParameters } from './grouping-parameters.ts';
import { BUCKETS } from './hash.ts';
import type { HeldDocument } from './held-document.ts';
import { districtsDiffer, placeConflict } from './place-conflict.ts';

/** Compares one document with many: its vectors are spread out once, each other is then one pass. */
export class Affinity {
  private readonly words = new Float32Array(BUCKETS);
  private readonly residual = new Float32Array(BUCKETS);
  private readonly grams = new Float32Array(BUCKETS);
  private readonly titles = new Float32Array(BUCKETS);
  private subject: HeldDocument | undefined;

  constructor(private readonly parameters: GroupingParameters) {}

  /** Calls `use` with `subject` as the document that others are compared with. */
  with<T>(subject: HeldDocument, use: () => T): T {
    this.subject = subject;
    this.spread(subject, 1);
    try {
      return use();
    } finally {
      this.spread(subject, 0);
      this.subject = undefined;
    }
  }

  /** Similarity of the subject to `other`; below 0 when they contradict each other. */
  to(other: HeldDocument): number {
    const { wordShare, residualShare, gramShare, titleShare } = this.parameters;
    const subject = this.subject!;
    const { page, start, names, grams, titles, end, residualScale } = other.vectors;
    const { ids, weights } = page;
    let word = 0;
    let residual = 0;
    for (let i = start; i < names; i++) {
      word += this.words[ids[i]!]! * weights[i]!;
      residual += this.residual[ids[i]!]! * weights[i]!;
    }
    for (let i = names; i < grams; i++) word += this.words[ids[i]!]! * weights[i]!;
    residual *= residualScale * subject.vectors.residualScale;
    let gram = 0;
    for (let i = grams; i < titles; i++) gram += this.grams[ids[i]!]! * weights[i]!;
    let title = 0;
    for (let i = titles; i < end; i++) title += this.titles[ids[i]!]! * weights[i]!;
    const alike = wordShare * word + residualShare * residual + gramShare * gram + titleShare * title;
    return alike - this.penalty(subject, other, residual);
  }

  private penalty(subject: HeldDocument, other: HeldDocument, residual: number): number {
    const { conflictPenalty, districtPenalty, nameOnlyPenalty, residualFloor } = this.parameters;
    return (
      conflictPenalty * placeConflict(subject, other) +
      (districtsDiffer(subject, other) ? districtPenalty : 0) +
      (residual < residualFloor ? nameOnlyPenalty : 0)
    );
  }

  private spread(document: HeldDocument, factor: 0 | 1): void {
    const { page, start, names, grams, titles, end } = document.vectors;
    const { ids, weights } = page;
    for (let i = start; i < names; i++) this.residual[ids[i]!] = weights[i]! * factor;
    for (let i = start; i < grams; i++) this.words[ids[i]!] = weights[i]! * factor;
    for (let i = grams; i < titles; i++) this.grams[ids[i]!] = weights[i]! * factor;
    for (let i = titles; i < end; i++) this.titles[ids[i]!] = weights[i]! * factor;
  }
}
