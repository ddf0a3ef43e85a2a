import type { ClickHouseSettings } from '@clickhouse/client';
import { type Analytics, bindInstants, logComment } from './analytics.ts';

/** One read whose answer comes as numbers, not as text: for rows by the ten thousand, which JSON makes dear on both sides. */
export interface BinaryQuery<Row> {
  name: string;
  sql: string;
  params?: Record<string, unknown> | undefined;
  settings?: ClickHouseSettings | undefined;
  /** Reads the columns of one row in their order; they must be of exactly these types. */
  read: (row: BinaryRow) => Row;
}

/** Runs one SELECT and gives its rows. Throws ClickHouseError for what the server refuses. */
export async function runBinaryQuery<Row>(analytics: Analytics, query: BinaryQuery<Row>): Promise<Row[]> {
  const cursor = new BinaryRow(await readBytes(analytics, query, 'RowBinary'));
  const rows: Row[] = [];
  while (!cursor.isAtEnd()) rows.push(query.read(cursor));
  return rows;
}

/** The whole answer of one SELECT in a binary format. Throws ClickHouseError for what the server refuses. */
export async function readBytes(
  analytics: Analytics,
  query: Omit<BinaryQuery<unknown>, 'read'>,
  format: 'RowBinary' | 'Native',
): Promise<Buffer> {
  const { stream } = await analytics.client.exec({
    query: `${query.sql} FORMAT ${format}`,
    query_params: bindInstants(query.sql, query.params),
    clickhouse_settings: {
      ...query.settings,
      ...logComment(query),
      // The answer is held back until it is whole: an error half-way is a status, not a broken row.
      wait_end_of_query: 1,
      cancel_http_readonly_queries_on_client_close: 1,
    },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A place in a binary answer of ClickHouse: little-endian numbers, one after the other. */
export class BinaryRow {
  private offset = 0;
  private low = 0;
  private high = 0;
  private last = '0';

  constructor(private readonly bytes: Buffer) {}

  isAtEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  uint8(): number {
    return this.bytes[this.offset++]!;
  }

  uint16(): number {
    return this.bytes.readUInt16LE((this.offset += 2) - 2);
  }

  uint32(): number {
    return this.bytes.readUInt32LE((this.offset += 4) - 4);
  }

  float64(): number {
    return this.bytes.readDoubleLE((this.offset += 8) - 8);
  }

  /** A UInt64 as a decimal. In an answer ordered by it the same one comes many times over. */
  decimal(): string {
    const [low, high] = [this.uint32(), this.uint32()];
    if (low !== this.low || high !== this.high) {
      [this.low, this.high] = [low, high];
      this.last = ((BigInt(high) << 32n) | BigInt(low)).toString();
    }
    return this.last;
  }

  text(): string {
    const length = this.varint();
    return this.bytes.toString('utf8', this.offset, (this.offset += length));
  }

  /** Seven bits a byte, the lowest first. */
  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.uint8();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    return this.bytes.subarray(this.offset, (this.offset += length));
  }
}
