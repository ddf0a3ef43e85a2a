import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { type LeftMember, listLeftMembers } from '#warehouse/analytics/intake/list-left-members.ts';
import { type MemberRow, streamMembers } from '#warehouse/analytics/intake/stream-members.ts';
import type { SnapshotMark } from '#warehouse/ledger/events/grouping-snapshot.ts';
import { documentKey } from '#warehouse/model/document.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import type { GroupingStorage } from '../events/grouper-state.ts';
import { createGrouper, type Grouper, thawGrouper } from '../events/grouper.ts';
import { defaultGroupingParameters } from '../events/grouping-parameters.ts';
import { seqOf } from './document-rows.ts';
import { readSnapshot, writeSnapshot } from './snapshot-file.ts';

/** Raised with every change of how features are counted or hashed, or of what is held: older files are passed over. */
const FORMAT = 1;

/** A snapshot and where it lies. */
export interface SnapshotAt extends SnapshotMark {
  file: string;
}

/** What a load came to. */
interface Loaded {
  grouper: Grouper;
  /** Documents that were read from the warehouse: all, or those behind the snapshot. */
  replayed: number;
  /** Why the snapshot was not used; undefined when it was, or there was none. */
  refused?: string;
}

/** What a snapshot says of itself before anything else. */
const titleOf = ({ snapshotId, batchNo }: SnapshotMark): string =>
  JSON.stringify({ format: FORMAT, snapshotId, batchNo, parameters: defaultGroupingParameters });

/** Writes the state as the snapshot of that name. */
export function saveGrouping(grouper: Grouper, at: SnapshotAt): void {
  writeSnapshot(
    at.file,
    (function* () {
      yield titleOf(at);
      yield* grouper.freeze();
    })(),
  );
}

/**
 * The grouping as the warehouse has it: from the snapshot and what came behind it, or, where there is none, or another
 * one, or a damaged one, or one of another release, from all of history. All of it is taken in then, however old, though
 * the oldest are let go again (see capacity): a start in the middle would group what follows differently than no restart.
 */
export async function loadGrouping(
  analytics: Analytics,
  snapshot: SnapshotAt | undefined,
  storage: GroupingStorage,
): Promise<Loaded> {
  if (!snapshot) return replayAll(analytics, storage);
  const thawed = thaw(snapshot, storage);
  if (typeof thawed === 'string') return { ...(await replayAll(analytics, storage)), refused: thawed };
  return { grouper: thawed, replayed: await orClose(thawed, catchUp(analytics, thawed, snapshot.batchNo)) };
}

/** The grouper of a snapshot, or why there is none. */
function thaw(snapshot: SnapshotAt, storage: GroupingStorage): Grouper | string {
  try {
    const parts = readSnapshot(snapshot.file);
    const title = parts.next();
    if (title.done) return 'missing';
    return title.value === titleOf(snapshot) ? thawGrouper(parts, {}, storage) : 'another';
  } catch {
    return 'damaged';
  }
}

async function replayAll(analytics: Analytics, storage: GroupingStorage): Promise<Loaded> {
  const grouper = createGrouper({}, storage);
  const replay = async (): Promise<number> => {
    let replayed = 0;
    for await (const rows of streamMembers(analytics)) {
      for (const row of rows) grouper.replay(toGroupingDocument(row), row.event_id);
      replayed += rows.length;
    }
    return replayed;
  };
  return { grouper, replayed: await orClose(grouper, replay()) };
}

/** A grouper that cannot be loaded to its end leaves no open file behind. */
async function orClose<T>(grouper: Grouper, loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    grouper.close();
    throw error;
  }
}

/** Takes up what was written behind a batch, each in its place in the order: who left, who came, who was moved. */
async function catchUp(analytics: Analytics, grouper: Grouper, batchNo: number): Promise<number> {
  const before = seqOf(batchNo + 1, 0);
  const left = await listLeftMembers(analytics, before);
  const gone = left.filter((row) => row.is_gone === 1);
  const leaveUntil = (seq: number): void => {
    while (gone.length > 0 && gone[0]!.revision <= seq) grouper.remove(keyOf(gone.shift()!));
  };
  let replayed = 0;
  for await (const rows of streamMembers(analytics, before - 1)) {
    for (const row of rows) {
      leaveUntil(row.seq);
      // Held where its text was changed since.
      grouper.remove(keyOf(row));
      grouper.replay(toGroupingDocument(row), row.event_id);
    }
    replayed += rows.length;
  }
  leaveUntil(Infinity);
  for (const row of left) if (row.is_gone === 0) grouper.place(keyOf(row), row.event_id);
  return replayed + left.length;
}

const keyOf = (row: Pick<LeftMember, 'source_id' | 'external_id'>): string =>
  documentKey({ sourceId: row.source_id, externalId: row.external_id });

function toGroupingDocument(row: MemberRow): GroupingDocument {
  return {
    key: keyOf(row),
    title: row.title,
    text: row.text,
    words: row.tokens,
    anchors: row.places,
    wardCode: row.ward_code,
    topicCode: row.topic_code,
    reporterKey: row.reporter_key,
    publishedAt: row.published_at,
    kind: row.kind as GroupingDocument['kind'],
  };
}
