import { openAnalytics, type ClickHouseAddress } from '#warehouse/analytics/analytics.ts';
import type { Grouper } from '../events/grouper.ts';
import type { Constraint, EventAct, Joined, Move } from '../events/grouping-document.ts';
import { loadGrouping, saveGrouping, type SnapshotAt } from './load-grouping.ts';
import { received, type SentDocument } from './sent-document.ts';

/**
 * The thread that holds the grouping of the district: one writer, its state rebuilt from the warehouse.
 * Each exported function is a task of the pool in grouping-pool.ts, which has exactly this one thread.
 */
let grouper: Grouper | undefined;

/** What persons have said of documents and events. */
export interface Said {
  forbidden: Constraint[];
  pinned: Constraint[];
}

/** What to load from, and what persons have said. */
export interface LoadRequest {
  address: ClickHouseAddress;
  said: Said;
  snapshot: SnapshotAt | undefined;
  /** Where what is held of older documents lies while the process runs. */
  folder: string;
}

/** Raised when a task reaches a thread that has no state (it was replaced after a crash); load and ask again. */
const NOT_LOADED = 'grouping_not_loaded';

/** What a load came to: documents held, documents read from the warehouse for it, time taken. */
export interface LoadReport {
  held: number;
  replayed: number;
  ms: number;
  /** Why there was a snapshot that was not used. */
  refused?: string | undefined;
}

/** Takes the state from the snapshot and the warehouse, or from the warehouse alone. */
export async function load({ address, said, snapshot, folder }: LoadRequest): Promise<LoadReport> {
  const started = performance.now();
  const analytics = openAnalytics(address);
  try {
    grouper?.close();
    grouper = undefined;
    const loading = await loadGrouping(analytics, snapshot, { folder });
    loading.grouper.remember(said);
    grouper = loading.grouper;
    const ms = Math.round(performance.now() - started);
    return { held: grouper.size(), replayed: loading.replayed, ms, refused: loading.refused };
  } finally {
    await analytics.close();
  }
}

/** Writes a snapshot; gives the documents in it and the time taken. */
export function save(at: SnapshotAt): { documents: number; ms: number } {
  const started = performance.now();
  const state = loaded();
  saveGrouping(state, at);
  return { documents: state.size(), ms: Math.round(performance.now() - started) };
}

/**
 * One step on the grouping: a document leaves, or one (new, or changed in what grouping looks at) joins, or one is
 * changed in something else that its event is told from.
 */
export type GroupingStep = { kind: 'remove' | 'touch'; key: string } | { kind: 'add'; document: SentDocument };

/** What the steps led to: where each added document went, and the present members of every event they touched. */
export interface Grouped {
  joined: Record<string, Joined>;
  members: EventMembers;
}

/** For each touched event how many members it has now, and the keys of those that tell it. */
export type EventMembers = Record<string, { total: number; keys: string[] }>;

/** An event is told from at most this many members, the first and the latest half each. */
const DESCRIBED_MEMBERS = 60;

/** Takes the steps in order. */
export function group(steps: GroupingStep[]): Grouped {
  const state = loaded();
  const joined: Record<string, Joined> = {};
  const touched = new Set<string>();
  for (const step of steps) {
    const key = step.kind === 'add' ? step.document.key : step.key;
    const before = state.eventOf(key);
    if (before !== undefined) touched.add(before);
    if (step.kind === 'touch') continue;
    state.remove(key);
    if (step.kind !== 'add') continue;
    const result = state.add(received(step.document));
    joined[key] = result;
    touched.add(result.eventId);
  }
  return { joined, members: membersOf(state, touched) };
}

export interface Repaired {
  moves: Move[];
  members: EventMembers;
  /** All that persons have said, as it reads now. */
  said: Said;
}

/** A repair, of all events or of those of the newest documents: which documents go elsewhere, and the members of every event touched. */
export function repair({ settled, newest }: { settled: string[]; newest: number | null }): Repaired {
  return repaired((state) => state.repair({ settled: new Set(settled), ...(newest === null ? {} : { newest }) }));
}

/** A person's act on events, in its place in the order. */
export function act(done: EventAct): Repaired {
  return repaired((state) => state.act(done));
}

function repaired(work: (state: Grouper) => Move[]): Repaired {
  const state = loaded();
  const moves = work(state);
  const members = membersOf(state, new Set(moves.flatMap((move) => [move.from, move.to])));
  return { moves, members, said: { forbidden: state.constraints(), pinned: state.pins() } };
}

function loaded(): Grouper {
  if (!grouper) throw new Error(NOT_LOADED);
  return grouper;
}

function membersOf(state: Grouper, eventIds: ReadonlySet<string>): EventMembers {
  const entries = [...eventIds].map((id) => {
    const keys = state.members(id);
    return [id, { total: keys.length, keys: firstAndLast(keys) }] as const;
  });
  return Object.fromEntries(entries);
}

function firstAndLast(keys: string[]): string[] {
  const half = DESCRIBED_MEMBERS / 2;
  return keys.length <= DESCRIBED_MEMBERS ? keys : [...keys.slice(0, half), ...keys.slice(-half)];
}
