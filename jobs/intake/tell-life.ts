import type { DocumentHead } from '#warehouse/analytics/pages/get-document-head.ts';
import type { DocumentState } from '#warehouse/analytics/pages/list-document-states.ts';
import type { StepKind } from '#warehouse/model/document-step.ts';
import { type Document, isChangeTime } from '#warehouse/model/document.ts';
import type { LifeEntry } from '#warehouse/model/life-entry.ts';

/** The steps that a change of status follows from: where one was told, the change says nothing more. */
const toldBy: Record<Document['status'], readonly StepKind[]> = {
  open: ['reopened', 'received'],
  accepted: ['received', 'dispatched', 'acknowledged', 'transferred', 'reopened'],
  replied: ['replied'],
  resolved: ['closed'],
  escalated: ['escalated'],
  rejected: ['returned'],
};

/** The life of a document, oldest first: what its platform tells of it and what was seen to change. */
export function tellLife(head: DocumentHead, states: readonly DocumentState[]): LifeEntry[] {
  const told = stepsOf(head);
  const seen = changesOf(withoutMoves(states)).filter((entry) => !isTold(entry, told));
  const published: LifeEntry = { at: head.published_at, kind: 'published', isTold: true, level: '' };
  return joinCounts([published, ...told, ...seen].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}

/** The listed steps, and the answer and the end where the platform tells them apart from its list. */
function stepsOf({
  steps,
  replied_at: repliedAt,
  closed_at: closedAt,
  closed_level: level,
}: DocumentHead): LifeEntry[] {
  const told = steps.map((step): LifeEntry => ({ ...step, isTold: true }));
  const lacks = (kind: StepKind): boolean => !steps.some((step) => step.kind === kind);
  if (repliedAt !== null && lacks('replied')) told.push({ at: repliedAt, kind: 'replied', isTold: true, level: '' });
  if (closedAt !== null && lacks('closed')) told.push({ at: closedAt, kind: 'closed', isTold: true, level });
  const last = told.findLastIndex(({ kind }) => kind === 'closed');
  if (last >= 0 && told[last]!.level === '') told[last] = { ...told[last]!, level };
  return told;
}

/** Without the rows by which a document leaves another month's partition (document-rows.ts): no deletions of its platform. */
function withoutMoves(states: readonly DocumentState[]): DocumentState[] {
  return states.filter((state, at) => state.is_deleted === 0 || states[at + 1]?.seq !== state.seq + 1);
}

/** From the first state that was seen on: a deletion that came before its document is nothing that happened to it. */
function changesOf(all: readonly DocumentState[]): LifeEntry[] {
  const states = all.slice(all.findIndex((state) => state.is_deleted === 0));
  return states.slice(1).flatMap((after, at) => differences(states[at]!, after));
}

function differences(before: DocumentState, after: DocumentState): LifeEntry[] {
  const base = { at: timeOf(before, after), isTold: false, level: '' } as const;
  if (after.is_deleted === 1) return before.is_deleted === 1 ? [] : [{ ...base, kind: 'deleted' }];
  const found: LifeEntry[] = [];
  if (before.is_deleted === 1) found.push({ ...base, kind: 'restored' });
  if (before.text_hash !== after.text_hash) found.push({ ...base, kind: 'edited' });
  if (before.reply_hash !== after.reply_hash)
    found.push({ ...base, kind: before.reply_hash === '0' ? 'replied' : 'replyEdited' });
  if (before.status !== after.status) found.push({ ...base, kind: 'status', status: [before.status, after.status] });
  if (before.visibility !== after.visibility)
    found.push({ ...base, kind: after.visibility === 'private' ? 'hidden' : 'shown' });
  if (before.ward_code !== after.ward_code)
    found.push({ ...base, kind: 'moved', wards: [before.ward_code, after.ward_code] });
  if (before.likes !== after.likes || before.comments !== after.comments)
    found.push({
      ...base,
      kind: 'counts',
      ...(before.likes === after.likes ? {} : { likes: [before.likes, after.likes] }),
      ...(before.comments === after.comments ? {} : { comments: [before.comments, after.comments] }),
    });
  return found;
}

/** A new version tells when it was made; without one (a new gazetteer moved the document) the arrival counts. */
function timeOf(before: DocumentState, after: DocumentState): string {
  const isTime = isChangeTime(after.version) && after.version !== before.version;
  return isTime ? new Date(after.version).toISOString() : after.received_at;
}

function isTold(entry: LifeEntry, told: readonly LifeEntry[]): boolean {
  if (entry.kind === 'replied') return told.some(({ kind }) => kind === 'replied');
  if (!entry.status) return false;
  const kinds: readonly string[] = toldBy[entry.status[1]];
  return told.some((step) => kinds.includes(step.kind) && step.at <= entry.at);
}

/** Likes that grow from pull to pull are one line, from the first count to the last, at the time of the last. */
function joinCounts(entries: readonly LifeEntry[]): LifeEntry[] {
  const joined: LifeEntry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    if (entry.kind === 'counts' && last?.kind === 'counts') joined[joined.length - 1] = grown(last, entry);
    else joined.push(entry);
  }
  return joined;
}

function grown(first: LifeEntry, then: LifeEntry): LifeEntry {
  const likes = spanOf(first.likes, then.likes);
  const comments = spanOf(first.comments, then.comments);
  return { ...then, ...(likes ? { likes } : {}), ...(comments ? { comments } : {}) };
}

type Span = readonly [from: number, to: number];

const spanOf = (first: Span | undefined, then: Span | undefined): Span | undefined =>
  first && then ? [first[0], then[1]] : (then ?? first);
