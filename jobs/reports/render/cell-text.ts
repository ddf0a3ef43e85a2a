import type { Cell, ColumnKind } from '../../sheets/table.ts';
import { trimmed } from '../content/figures.ts';

/** A cell as it is printed: — for nothing to show, one decimal at most, a share in percent. */
export function cellText(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return '—';
  if (typeof cell === 'string') return cell;
  if (kind === 'percent') return `${trimmed(100 * cell)}%`;
  return kind === 'decimal' ? trimmed(cell) : String(cell);
}
