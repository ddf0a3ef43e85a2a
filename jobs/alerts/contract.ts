import { z } from 'zod';
import type { AssignmentAction } from '#warehouse/model/alert.ts';
import type { Transaction } from '#warehouse/ledger/ledger.ts';

/** What alerting needs to know of one ranked hotspot. All hotspots of a run are handed over together. */
export interface RaisableHotspot {
  eventId: string;
  title: string;
  place: string;
  /** Four digits, and its Chinese name for the messages. */
  topicCode: string;
  topicName: string;
  categoryCode: string;
  /** The most frequent 性质 of its documents; '' when unknown. */
  nature: string;
  /** '' when unlocated. */
  wardCode: string;
  heat: number;
  /** Distinct reporters and documents in the run's window. */
  reporters: number;
  documents: number;
  /** Distinct communities (居村) in the window. */
  communities: number;
  /** The highest severity of its documents, 0–3. */
  severity: number;
  /** Private or otherwise sensitive: messages carry number and link only. */
  sensitive: boolean;
  /** −log10 of the probability of so much by chance. */
  surprise: number;
  runId: string;
  /** The instant the run was for. */
  at: string;
}

/**
 * The queue job that carries one delivery. Let the queue choose its id: a delivery may be queued more than once, and
 * its claim in the ledger sees to it that one worker sends.
 */
export interface DeliverJob {
  name: 'deliver';
  deliveryId: string;
  /** Real milliseconds to wait, for a repeat. */
  delayMs?: number;
}

/** Puts a job into the queue inside the given transaction, so that both commit or neither. */
export type Enqueue = (tx: Transaction, job: DeliverJob) => Promise<void>;

/**
 * Who acts. A handler acts for one department; a dispatcher (派单员) routes, approves and supervises;
 * an arbiter (裁决) also decides where the return cap is reached.
 */
export interface Actor {
  id: string;
  name: string;
  role: 'handler' | 'dispatcher' | 'arbiter';
  /** The departments that a handler acts for; ignored for the others. */
  departments: readonly string[];
}

// PostgreSQL's text cannot hold a NUL.
const clean = z
  .string()
  .trim()
  .refine((text) => !text.includes('\u0000'), 'holds a NUL character');
const note = clean.min(1).max(500);
const departmentCode = z.string().min(1);

/** What people may ask for, as the HTTP body words it: the action and its payload in one flat object. One of each AssignmentAction. */
export const alertActionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('approve') }),
  z.object({ action: z.literal('acknowledge') }),
  z.object({
    action: z.literal('reply'),
    note: clean.min(1).max(5000),
    /** Absent: an interim reply. A final one says how it ended: 已解决 部分解决 解释说明 无法解决. */
    outcome: z.enum(['solved', 'partly', 'explained', 'unsolvable']).optional(),
    /** The milestone that this reply reports as done; its clock stops. */
    milestone: clean.max(20).optional(),
  }),
  z.object({ action: z.literal('resolve'), note: clean.max(2000).default('') }),
  /** 退回 needs a reason and its legal or list basis (依据). */
  z.object({ action: z.literal('return'), note, basis: note }),
  /** The department that takes over. */
  z.object({ action: z.literal('accept_return'), departmentCode, note: clean.max(500).default('') }),
  z.object({ action: z.literal('reject_return'), note }),
  /** 提请裁决: the arbiter rules who answers, and the ruling is final for everybody else. */
  z.object({ action: z.literal('dispute'), note }),
  /** 转派. The deadline stays unless `resetDeadline`; both need the reason in `note`. */
  z.object({ action: z.literal('transfer'), departmentCode, note, resetDeadline: z.boolean().default(false) }),
  /** 延期: asked by a handler before expiry; a dispatcher grants it (or refuses, `grant: false`), once. */
  z.object({
    action: z.literal('extend'),
    days: z.number().int().min(1).max(30),
    note,
    grant: z.boolean().default(true),
  }),
  /** 催办 督办 通报. */
  z.object({ action: z.literal('supervise'), level: z.enum(['urge', 'supervise', 'circular']), note }),
  /** Mutes messages until then; clocks run on. */
  z.object({ action: z.literal('silence'), until: z.iso.datetime(), note }),
  z.object({
    action: z.literal('follow_up'),
    result: z.enum(['satisfied', 'basically', 'dissatisfied', 'unreachable']),
    /** With 不满意: whether the unit is at fault, which reopens the alert. */
    unitAtFault: z.boolean().default(false),
    /** What the resident says about the matter itself; 解决率 counts by it. */
    solved: z.enum(['solved', 'partly', 'unsolved']).optional(),
    note: clean.max(2000).default(''),
  }),
  /** 撤销 of the asker's own last step, while nothing was built on it. */
  z.object({ action: z.literal('undo') }),
]);
export type AlertAction = z.infer<typeof alertActionSchema>;

/** Why an action was not carried out. */
export type Refusal =
  /** No such alert or assignment in the asker's scope. */
  | 'not_found'
  /** Somebody was faster: reload and decide again. */
  | 'stale_version'
  /** Not possible in this state. */
  | 'illegal'
  /** Possible, but not for this actor. */
  | 'forbidden'
  /** The return cap is reached: only an arbiter. */
  | 'return_cap'
  /** In dispute, or ruled on: only an arbiter decides and moves. */
  | 'arbiter_only'
  /** Extension asked after expiry, or a second time. */
  | 'extension_refused'
  | 'unknown_department'
  /** A reply reports a milestone that does not run. */
  | 'unknown_milestone'
  | 'silence_in_the_past'
  /** The same idempotency key came with another request. */
  | 'key_reused';

/** What became of an action. HTTP: refused answers 409 with the allowed actions; not_found 404, forbidden 403. */
export type ActResult =
  | { kind: 'done'; alertId: string; state: string; version: number }
  | { kind: 'refused'; reason: Refusal; allowed: AssignmentAction[]; version: number };
