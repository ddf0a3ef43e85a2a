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
  return [...(await readBinaryQuery(analytics, query))];
}

/**
 * The same, each row read when it is asked for: of a hundred thousand that are kept together, clearing away after them
 * takes longer than reading them.
 */
export async function readBinaryQuery<Row>(analytics: Analytics, query: BinaryQuery<Row>): Promise<Iterable<Row>> {
  const bytes = await readBytes(analytics, query);
  return rowsOf(bytes, query.read);
}

function* rowsOf<Row>(bytes: Buffer, read: (row: BinaryRow) => Row): Generator<Row> {
  const cursor = new BinaryRow(bytes);
  while (!cursor.isAtEnd()) yield read(cursor);
}

async function readBytes(analytics: Analytics, query: Omit<BinaryQuery<unknown>, 'read'>): Promise<Buffer> {
  const { stream } = await analytics.client.exec({
    query: `${query.sql} FORMAT RowBinary`,
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

/** A place in an answer of ClickHouse's RowBinary: little-endian numbers without names, one after the other. */
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
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.uint8();
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return this.bytes.toString('utf8', this.offset, (this.offset += length));
  }
}
