import { createHash } from 'node:crypto';

/** Whether a log is as it was written: the number of its rows, or the first place where it is not. */
export type LogVerdict = { kind: 'intact'; rows: number } | { kind: 'broken'; id: number; why: string };

interface ChainedRow {
  id: number;
  previousHash: string;
  hash: string;
}

/** A hash-chained log of the ledger. */
export interface Chain<R extends ChainedRow> {
  /** The rows after an id, in order; none at the end. */
  page(afterId: number): Promise<R[]>;
  head(): Promise<{ id: number; hash: string }>;
  /** What is hashed after the hash before and the id, in the order of the log's trigger. */
  fields(row: R): string[];
}

const genesis = '0'.repeat(64);

/** Recomputes a hash chain from its first row, apart from the database's own arithmetic. */
export async function verifyChain<R extends ChainedRow>(chain: Chain<R>): Promise<LogVerdict> {
  let last: { id: number; hash: string } = { id: 0, hash: genesis };
  for (;;) {
    const page = await chain.page(last.id);
    for (const row of page) {
      const why = faultOf(chain, row, last);
      if (why) return { kind: 'broken', id: row.id, why };
      last = row;
    }
    if (page.length === 0) break;
  }
  const head = await chain.head();
  if (head.id !== last.id || head.hash !== last.hash) {
    return { kind: 'broken', id: last.id + 1, why: 'the last rows are missing' };
  }
  return { kind: 'intact', rows: last.id };
}

function faultOf<R extends ChainedRow>(
  chain: Chain<R>,
  row: R,
  before: { id: number; hash: string },
): string | undefined {
  if (row.id !== before.id + 1) return 'a row is missing before it';
  if (row.previousHash !== before.hash) return 'it does not follow the row before it';
  const fields = [row.previousHash, String(row.id), ...chain.fields(row)];
  return hashOf(fields) === row.hash ? undefined : 'its content was changed';
}

/** Each field as octets, colon, text, so that no two different rows read the same. */
function hashOf(fields: readonly string[]): string {
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join('');
  return createHash('sha256').update(text).digest('hex');
}
