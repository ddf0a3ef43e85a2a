/** A merged area's first column: what stands in its first row holds for all of them. */
export interface Merge {
  column: number;
  from: number;
  to: number;
}

/** Writes what a merged cell says into the rows below that it covers; a row of nothing else stays empty. */
export class FillDown {
  private readonly starts: ReadonlyMap<number, Merge[]>;
  private carried: { column: number; to: number; value: unknown }[] = [];

  constructor(merges: readonly Merge[]) {
    const starts = new Map<number, Merge[]>();
    for (const merge of merges) starts.set(merge.from, [...(starts.get(merge.from) ?? []), merge]);
    this.starts = starts;
  }

  fill(line: number, cells: unknown[]): void {
    this.carried = this.carried.filter(({ to }) => line <= to);
    const isOwn = cells.some((cell) => cell !== null && cell !== undefined && cell !== '');
    for (const { column, value } of isOwn ? this.carried : []) {
      while (cells.length < column) cells.push(null);
      cells[column] ??= value;
    }
    for (const { column, to } of this.starts.get(line) ?? [])
      this.carried.push({ column, to, value: cells[column] ?? null });
  }
}
