import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { runStatement, type Queryable, type Transaction } from '../ledger.ts';
import { inScope, scopeValues } from './scope-filter.ts';

const row = z.object({
  attachmentId: z.string(),
  assignmentId: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  at: z.string(),
  byName: z.string(),
});
/** A file of an alert, without its content. */
export type Attachment = z.infer<typeof row>;
const fields = `t.attachment_id as "attachmentId", t.assignment_id as "assignmentId", t.name, t.type, t.bytes, t.at,
  t.by_name as "byName"`;

/** The files of an alert in the scope, oldest first. */
export function listAttachments(on: Queryable, scope: Scope, alertId: string): Promise<Attachment[]> {
  return runStatement(on, {
    name: 'list-attachments',
    text: `select ${fields} from alert_attachments t join alerts a using (alert_id)
      where ${inScope} and a.alert_id = $3 order by t.at, t.attachment_id`,
    values: [...scopeValues(scope), alertId],
    row,
  });
}

const fileRow = row.extend({ content: z.instanceof(Buffer) });

/** One file with its content; undefined outside the scope. */
export async function getAttachment(
  on: Queryable,
  scope: Scope,
  of: { alertId: string; attachmentId: string },
): Promise<z.infer<typeof fileRow> | undefined> {
  const [found] = await runStatement(on, {
    name: 'get-attachment',
    text: `select ${fields}, t.content from alert_attachments t join alerts a using (alert_id)
      where ${inScope} and a.alert_id = $3 and t.attachment_id = $4`,
    values: [...scopeValues(scope), of.alertId, of.attachmentId],
    row: fileRow,
  });
  return found;
}

/** Keeps a file unless the alert has the same already or `most` of them; false then. */
export async function insertAttachment(
  tx: Transaction,
  file: Attachment & { alertId: string; sha256: string; content: Buffer; most: number },
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'insert-attachment',
    text: `insert into alert_attachments
        (attachment_id, alert_id, assignment_id, name, type, bytes, sha256, content, at, by_name)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
      where (select count(*) from alert_attachments where alert_id = $2) < $11
      on conflict do nothing returning attachment_id`,
    values: [
      file.attachmentId,
      file.alertId,
      file.assignmentId,
      file.name,
      file.type,
      file.bytes,
      file.sha256,
      file.content,
      file.at,
      file.byName,
      file.most,
    ],
    row: z.unknown(),
  });
  return rows.length > 0;
}
