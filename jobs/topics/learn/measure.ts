/** A judged prediction: what was said with which confidence, and what is right. */
export interface Judged {
  said: number;
  second: number;
  confidence: number;
  right: number;
}

export interface LabelScore {
  label: string;
  rows: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Precision, recall and F1 of each label. A label never said nor present has F1 0. */
export function scoreLabels(judged: readonly Judged[], labels: readonly string[]): LabelScore[] {
  return labels.map((label, index) => {
    const said = judged.filter((item) => item.said === index).length;
    const rows = judged.filter((item) => item.right === index).length;
    const hits = judged.filter((item) => item.said === index && item.right === index).length;
    const ratio = (total: number) => (total === 0 ? 0 : hits / total);
    return {
      label,
      rows,
      precision: ratio(said),
      recall: ratio(rows),
      f1: hits === 0 ? 0 : (2 * hits) / (said + rows),
    };
  });
}

/** The mean F1 over labels, each label counting the same. */
export function macroF1(judged: readonly Judged[], labels: readonly string[]): number {
  return scoreLabels(judged, labels).reduce((sum, { f1 }) => sum + f1, 0) / labels.length;
}

export function share(judged: readonly Judged[], condition: (item: Judged) => boolean): number {
  return judged.length === 0 ? 0 : judged.filter(condition).length / judged.length;
}

/**
 * The lowest confidence from which on predictions keep the asked precision, or 1.01 (never sure) when none does.
 * Above the first mistakes a precision is chance: at least 30 predictions have to be behind it.
 */
export function thresholdFor(judged: readonly Judged[], precision: number): number {
  const ENOUGH = 30;
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  let hits = 0;
  let threshold = 1.01;
  sorted.forEach((item, index) => {
    if (item.said === item.right) hits++;
    const isLastOfEqual = sorted[index + 1]?.confidence !== item.confidence;
    if (isLastOfEqual && index + 1 >= ENOUGH && hits / (index + 1) >= precision) threshold = item.confidence;
  });
  return threshold;
}
