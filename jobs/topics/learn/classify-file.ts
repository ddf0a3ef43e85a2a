import { accept, type Outcome, reject } from '#warehouse/model/outcome.ts';
import { createClassifier } from './classifier.ts';
import type { Model } from './model.ts';
import { readTable } from './read-table.ts';
import { findColumns, textPairOf } from './table-columns.ts';

export interface ClassifyFileOptions {
  /** CSV or JSONL. */
  file: string;
  model: Model;
  textColumn?: string;
  titleColumn?: string;
  idColumn?: string;
  /** Takes one line of JSON per row, without line end. */
  write: (line: string) => void;
}

/** One line of output. Confidences are rounded to four digits. */
export interface ClassifiedRow {
  /** The row's own id, where the file has such a column. */
  id?: string;
  /** The file's own column `row`, else the position, from 1, not counting the header. */
  row: number;
  label: string;
  confidence: number;
  second: string;
  secondConfidence: number;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Labels every row of a file, in its order, and gives their number.
 * @throws as `readTable` does.
 */
export function classifyFile(options: ClassifyFileOptions): Outcome<number> {
  const table = readTable(options.file);
  const found = findColumns(table, { text: options.textColumn, title: options.titleColumn, id: options.idColumn });
  if (found.kind !== 'accept') return found;
  const columns = found.value;
  if (table.length > 0 && columns.text === '' && columns.title === '') {
    return reject('column_missing', '认不出正文列：请用 --text 指明列名');
  }
  const predict = createClassifier(options.model);
  table.forEach((cells, index) => {
    const { label, confidence, second, secondConfidence } = predict(textPairOf(cells, columns));
    const line: ClassifiedRow = {
      ...(columns.id === '' ? {} : { id: cells[columns.id] ?? '' }),
      row: /^\d+$/.test(cells['row'] ?? '') ? Number(cells['row']) : index + 1,
      label,
      confidence: round(confidence),
      second,
      secondConfidence: round(secondConfidence),
    };
    options.write(JSON.stringify(line));
  });
  return accept(table.length);
}
