import type { ClickHouseSettings } from '@clickhouse/client';
import type { Analytics } from './analytics.ts';
import { BinaryRow, readBytes } from './run-binary-query.ts';

const arrays = {
  UInt8: Uint8Array,
  UInt16: Uint16Array,
  UInt32: Uint32Array,
  UInt64: BigUint64Array,
  Float64: Float64Array,
} as const;
type NumberType = keyof typeof arrays;

/** One typed array for each named column. */
export type Columns<Types extends Record<string, NumberType>> = {
  readonly [Name in keyof Types]: InstanceType<(typeof arrays)[Types[Name]]>;
};

/** One read whose answer is kept in columns: rows by the hundred thousand cost as much to make objects of as to count. */
interface ColumnQuery<Types extends Record<string, NumberType>> {
  name: string;
  sql: string;
  params?: Record<string, unknown> | undefined;
  settings?: ClickHouseSettings | undefined;
  /** The selected columns in their order; they must be of exactly these types. */
  columns: Types;
}

/** Runs one SELECT and gives its columns. Throws ClickHouseError for what the server refuses. */
export async function runColumnQuery<Types extends Record<string, NumberType>>(
  analytics: Analytics,
  query: ColumnQuery<Types>,
): Promise<Columns<Types>> {
  const bytes = await readBytes(analytics, query, 'Native');
  const types = Object.values(query.columns);
  const blocks = [...blocksOf(bytes, types)];
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const entries = Object.keys(query.columns).map((name, i) => {
    const whole = new Uint8Array(rows * arrays[types[i]!].BYTES_PER_ELEMENT);
    let end = 0;
    for (const { columns } of blocks) {
      whole.set(columns[i]!, end);
      end += columns[i]!.length;
    }
    return [name, new arrays[types[i]!](whole.buffer)];
  });
  return Object.fromEntries(entries) as Columns<Types>;
}

/** The blocks of ClickHouse's Native format: number of columns and rows, then each column's name, type and little-endian numbers. */
function* blocksOf(bytes: Buffer, types: readonly NumberType[]): Generator<{ rows: number; columns: Uint8Array[] }> {
  const cursor = new BinaryRow(bytes);
  while (!cursor.isAtEnd()) {
    const [width, rows] = [cursor.varint(), cursor.varint()];
    if (width !== types.length) throw new TypeError(`an answer of ${width} columns, not of ${types.length}`);
    const columns = types.map((type) => {
      const name = cursor.text();
      const told = cursor.text();
      if (told !== type) throw new TypeError(`column ${name} is ${told}, not ${type}`);
      return cursor.take(rows * arrays[type].BYTES_PER_ELEMENT);
    });
    yield { rows, columns };
  }
}
