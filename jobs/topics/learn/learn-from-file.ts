import { accept, type Outcome, reject } from '#warehouse/model/outcome.ts';
import type { ModelCard } from './model.ts';
import { saveModel } from './model-file.ts';
import { readTable } from './read-table.ts';
import { findColumns, textPairOf } from './table-columns.ts';
import { type LabelledText, trainModel, type TrainingProgress } from './train-model.ts';

export interface LearnFromFileOptions {
  /** CSV or JSONL. */
  file: string;
  /** Column names; the usual ones (text, title, label, group, 主要内容, 标题 …) are found by themselves. */
  textColumn?: string;
  titleColumn?: string;
  labelColumn?: string;
  /** Rows with the same value are re-posts of one matter; without it, equal texts are. */
  groupColumn?: string;
  /** Where the model goes; its card goes beside it as `<out>.card.json`. */
  out: string;
  /** The instant for the card. */
  now: string;
  onProgress?: (progress: TrainingProgress) => void;
}

/** With fewer examples there is nothing to cross-validate on. */
const MIN_ROWS = 20;

/**
 * Trains a classifier from a file of labelled tickets and stores it. Rows without label or text are left out.
 * @throws as `readTable` does, and when the model cannot be written.
 */
export function learnFromFile(options: LearnFromFileOptions): Outcome<ModelCard> {
  const table = readTable(options.file);
  const found = findColumns(table, {
    text: options.textColumn,
    title: options.titleColumn,
    label: options.labelColumn,
    group: options.groupColumn,
  });
  if (found.kind !== 'accept') return found;
  const columns = found.value;
  if (columns.text === '' && columns.title === '')
    return reject('column_missing', '认不出正文列：请用 --text 指明列名');
  if (columns.label === '') return reject('column_missing', '认不出标签列：请用 --label 指明列名');
  const rows: LabelledText[] = table
    .map((row) => {
      const pair = textPairOf(row, columns);
      const label = (row[columns.label] ?? '').trim();
      return { ...pair, label, group: row[columns.group] || `${pair.title}\n${pair.text}` };
    })
    .filter(({ label, title, text }) => label !== '' && title + text !== '');
  if (rows.length < MIN_ROWS) return reject('too_few_rows', `有标签的只有 ${rows.length} 行，至少要 ${MIN_ROWS} 行`);
  if (new Set(rows.map(({ label }) => label)).size < 2) return reject('too_few_labels', '各行的标签都一样，无从区分');
  const { now, onProgress } = options;
  const skipped = table.length - rows.length;
  const description = `${rows.length} rows with labels from column ${columns.label}; ${skipped} without label or text`;
  const model = trainModel(rows, { description, now, ...(onProgress === undefined ? {} : { onProgress }) });
  saveModel(model, options.out);
  return accept(model.card);
}
