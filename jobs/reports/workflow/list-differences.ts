import type { Cell } from '../../sheets/table.ts';
import { blocksOf, figuresOf } from '../content/finish-model.ts';
import { METRICS } from '../content/metrics.ts';
import type { ReportModel, Table } from '../content/model.ts';
import { cellText } from '../render/cell-text.ts';

/** One number that a later counting gives otherwise. '' where it was not there, or is not any more. */
export interface Difference {
  /** 正文 or the table's caption. */
  place: string;
  /** The row, or the figure's key. */
  item: string;
  /** The column or metric. */
  what: string;
  before: string;
  after: string;
}

/** The same with where it stands in the model: the table's id ('' for a sentence) and the key of its row or figure. */
export interface LocatedDifference extends Difference {
  table: string;
  key: string;
}

/** Every printed number in which two models of one report differ, in the order of the report; no more and no less. */
export function listDifferences(before: ReportModel, after: ReportModel): LocatedDifference[] {
  return [...figureDifferences(before, after), ...tableDifferences(before, after)];
}

function figureDifferences(before: ReportModel, after: ReportModel): LocatedDifference[] {
  const [old, now] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.text === is?.text) return [];
    const metric = (is ?? was)!.metric;
    return {
      table: '',
      key,
      place: '正文',
      item: key,
      what: METRICS[metric]?.name ?? metric,
      before: was?.text ?? '',
      after: is?.text ?? '',
    };
  });
}

function tableDifferences(before: ReportModel, after: ReportModel): LocatedDifference[] {
  const [old, now] = [tablesOf(before), tablesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => rowDifferences(old.get(id), now.get(id)));
}

/** The same of one table; a column that only one of both has stands beside nothing. */
export function rowDifferences(before: Table | undefined, after: Table | undefined): LocatedDifference[] {
  const { id, caption } = (after ?? before)!;
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const headers = new Set([after, before].flatMap((table) => table?.columns.map(({ header }) => header) ?? []));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const name = (is ?? was)!.find((cell): cell is string => typeof cell === 'string') ?? key;
    return [...headers].flatMap((header) => {
      const [a, b] = [shown(before, was, header), shown(after, is, header)];
      // What names the row is no number.
      return a === b || (a || b) === name
        ? []
        : [{ table: id, key, place: caption, item: name, what: header, before: a, after: b }];
    });
  });
}

function shown(table: Table | undefined, cells: readonly Cell[] | undefined, header: string): string {
  const at = table?.columns.findIndex((column) => column.header === header) ?? -1;
  return cells === undefined || at < 0 ? '' : cellText(cells[at]!, table!.columns[at]!.kind);
}

function tablesOf(model: ReportModel): Map<string, Table> {
  // 指标口径 lists words, not numbers.
  return new Map(
    blocksOf(model).flatMap((block) =>
      block.kind === 'table' && block.id !== 'definitions' ? [[block.id, block]] : [],
    ),
  );
}

function rowsOf(table: Table | undefined): Map<string, readonly Cell[]> {
  return new Map(table?.rows.map(({ key, cells }) => [key, cells]));
}
