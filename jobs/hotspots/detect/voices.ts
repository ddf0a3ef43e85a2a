/**
 * Counts distinct voices among reports: all texts of one account are one voice, and so are all accounts that paste one text, also
 * where both mix. It is the number of connected parts when every report joins its account to its text.
 */
export class Voices {
  private readonly persons = new Map<number, number>();
  private readonly copies = new Map<number, number>();
  /** Union–find over accounts and texts: the parent of each, a root is its own. */
  private readonly parents: number[] = [];
  private distinct = 0;

  get size(): number {
    return this.distinct;
  }

  add({ person, copy }: { person: number; copy: number }): void {
    const known = this.persons.get(person);
    const same = this.copies.get(copy);
    if (known === undefined && same === undefined) {
      const root = this.parents.length;
      this.parents.push(root);
      this.persons.set(person, root);
      this.copies.set(copy, root);
      this.distinct += 1;
    } else if (known === undefined) this.persons.set(person, same!);
    else if (same === undefined) this.copies.set(copy, known);
    else this.join(this.rootOf(known), this.rootOf(same));
  }

  private join(a: number, b: number): void {
    if (a === b) return;
    this.parents[a] = b;
    this.distinct -= 1;
  }

  private rootOf(node: number): number {
    let root = node;
    while (this.parents[root] !== root) root = this.parents[root]!;
    this.parents[node] = root;
    return root;
  }
}
