import { createHash } from 'node:crypto';
import type { Queryable } from '#warehouse/ledger/ledger.ts';
import { findLogHead, listLogChain, type ChainedLogRow } from '#warehouse/ledger/alerts/list-log-chain.ts';

/** Whether the log is as it was written: the number of its rows, or the first place where it is not. */
export type LogVerdict = { kind: 'intact'; rows: number } | { kind: 'broken'; id: number; why: string };

const genesis = '0'.repeat(64);

/** Recomputes the hash chain of the alert log from the first row, apart from the database's own arithmetic. */
export async function verifyAlertLog(on: Queryable): Promise<LogVerdict> {
  let last = { id: 0, hash: genesis };
  for (;;) {
    const page = await listLogChain(on, last.id);
    for (const row of page) {
      const why = faultOf(row, last);
      if (why) return { kind: 'broken', id: row.id, why };
      last = row;
    }
    if (page.length === 0) break;
  }
  const head = await findLogHead(on);
  if (head.id !== last.id || head.hash !== last.hash) {
    return { kind: 'broken', id: last.id + 1, why: 'the last rows are missing' };
  }
  return { kind: 'intact', rows: last.id };
}

function faultOf(row: ChainedLogRow, before: { id: number; hash: string }): string | undefined {
  if (row.id !== before.id + 1) return 'a row is missing before it';
  if (row.previousHash !== before.hash) return 'it does not follow the row before it';
  return hashOf(row) === row.hash ? undefined : 'its content was changed';
}

/** The same fields in the same order as alert_log_append in sql/ledger/0011: each as octets, colon, text. */
function hashOf(row: ChainedLogRow): string {
  const fields = [
    row.previousHash,
    String(row.id),
    row.alertId,
    String(row.seq),
    row.assignmentId,
    String(Date.parse(row.at)),
    row.actorId,
    row.actorName,
    row.event,
    row.fromState,
    row.toState,
    row.reason,
    row.detail,
  ];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join('');
  return createHash('sha256').update(text).digest('hex');
}
