import { createHash, randomUUID } from 'node:crypto';
import type { Scope } from '#warehouse/model/scope.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { insertAttachment } from '#warehouse/ledger/alerts/attachments.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import type { AlertDesk } from './alert-desk.ts';
import type { Actor } from './contract.ts';
import { Change } from './lifecycle/change.ts';
import { completeSnapshot, saveOutcome } from './snapshots.ts';

/** A photograph of a telephone is 3–4 MB. */
export const maxFileBytes = 5 * 1024 * 1024;
const mostPerAlert = 20;

/** What a file is by its first bytes, whatever it is called; anything else is refused. */
const kinds: readonly { type: string; extension: string; starts: (bytes: Buffer) => boolean }[] = [
  { type: 'image/jpeg', extension: 'jpg', starts: (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff' },
  {
    type: 'image/png',
    extension: 'png',
    starts: (bytes) => bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a',
  },
  {
    type: 'image/webp',
    extension: 'webp',
    starts: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
  { type: 'application/pdf', extension: 'pdf', starts: (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-' },
];

/** Why a file was not taken. */
export type Attached =
  | { kind: 'done'; attachmentId: string }
  | { kind: 'refused'; reason: 'not_found' | 'forbidden' | 'too_large' | 'unknown_type' | 'same_or_full' };

/** Adds a file to an alert, typed by its content. A handler adds to an alert of the own unit; its name is masked. */
export function attachFile(
  desk: AlertDesk,
  order: { alertId: string; name: string; content: Buffer; actor: Actor; scope: Scope; now: string },
): Promise<Attached> {
  const { alertId, content, actor, scope, now } = order;
  return inTransaction(desk.ledger, async (tx) => {
    const row = await lockAlert(tx, alertId, scope);
    if (!row) return { kind: 'refused', reason: 'not_found' };
    const before = await completeSnapshot(tx, row);
    const own = before.assignments.find((one) => actor.departments.includes(one.departmentCode));
    if (actor.role === 'handler' && !own) return { kind: 'refused', reason: 'forbidden' };
    if (content.length === 0 || content.length > maxFileBytes) return { kind: 'refused', reason: 'too_large' };
    const kind = kinds.find(({ starts }) => starts(content));
    if (!kind) return { kind: 'refused', reason: 'unknown_type' };
    const attachmentId = randomUUID();
    const name = nameOf(desk.mask(order.name), kind.extension);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const assignmentId = own?.assignmentId ?? '';
    const file = {
      attachmentId,
      assignmentId,
      name,
      type: kind.type,
      bytes: content.length,
      at: now,
      byName: actor.name,
    };
    if (!(await insertAttachment(tx, { ...file, alertId, sha256, content, most: mostPerAlert })))
      return { kind: 'refused', reason: 'same_or_full' };
    const change = new Change(before, now, desk.policy);
    change.log('attach', { assignmentId, reason: name, detail: { attachmentId, sha256 } });
    await saveOutcome(tx, desk, { before, outcome: change.done(false), actor, now });
    return { kind: 'done', attachmentId };
  });
}

/** A plain file name with the extension of what it is. */
function nameOf(given: string, extension: string): string {
  const stem = given
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N}（）()_ -]/gu, '')
    .trim()
    .slice(0, 60);
  return `${stem || '附件'}.${extension}`;
}
