import { table } from '../blocks.ts';
import type { Table } from '../model.ts';

/** A number as it was and as it is, and where it stands. */
interface Changed {
  place: string;
  item: string;
  what: string;
  before: string;
  after: string;
}

/** 更正对照: each number as it was and as it is. */
export function differenceTable(id: string, caption: string, differences: readonly Changed[]): Table {
  return table(
    { id, caption },
    differences.map((difference, index) => ({ ...difference, key: String(index) })),
    [
      ['所在位置', 'text', 0.26, ({ place }) => place],
      ['项目', 'text', 0.34, ({ what, item, place }) => (place === '正文' ? what : `${item} ${what}`)],
      ['原为', 'text', 0.2, ({ before }) => before || '—'],
      ['更正为', 'text', 0.2, ({ after }) => after || '—'],
    ],
    ({ key }) => key,
  );
}
