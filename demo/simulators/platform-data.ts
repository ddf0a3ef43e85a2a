import type { DocumentStep } from '#warehouse/model/document-step.ts';
import type { DemoItem, DemoPlatform } from '../item.ts';
import { itemHistory, versionAt, wholeSecond, type ItemVersion } from './item-history.ts';
import { seededShare } from './seeded-random.ts';

/**
 * One row as the platform holds it at an instant, in the product's words: what a complete pull must have
 * given. Of a deleted row only the id and the deletion are to be compared.
 */
export interface TruthRow {
  externalId: string;
  deleted: boolean;
  visibility: DemoItem['visibility'];
  publishedAt: string;
  title: string;
  text: string;
  reply: string;
  repliedAt: string | null;
  closedAt: string | null;
  status: ItemVersion['status'];
  reporter: string;
  wardHint: string;
  estate: string;
  board: string;
  likes: number;
  /** Who closed it, where the platform says that beside its steps. */
  closedLevel: string;
  /** What was done about it, by whom; only some platforms tell. */
  steps: DocumentStep[];
}

/** The items of one platform with their whole future; what is visible depends on the clock. */
export interface PlatformData {
  histories: readonly (readonly ItemVersion[])[];
  now(): number;
  /** Current versions changed at or after `since` (by stamp, ms), oldest change first. */
  changedSince(since: number): ItemVersion[];
  truth(at: number): TruthRow[];
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The hotline and the chats have no likes to show. */
const likeable: ReadonlySet<DemoPlatform> = new Set(['shequtong', 'boxue', 'weizhili']);

type StepAt = Omit<DocumentStep, 'at'> & { at: string | null };

/** The hotline takes a call for the whole city and a committee answers it; 圆桌汇 says which committee, and when a street took over. */
const stepsOf: Partial<Record<DemoPlatform, (version: ItemVersion) => StepAt[]>> = {
  hotline: ({ item, repliedAt, closedAt }) => [
    { at: iso(wholeSecond(item.at)), kind: 'received', level: 'city' },
    { at: iso(repliedAt), kind: 'replied', level: 'community' },
    { at: iso(closedAt), kind: 'closed', level: 'community' },
  ],
  boxue: ({ item, status, from, closedAt }) => [
    { at: iso(wholeSecond(item.at)), kind: 'received', level: item.wardName ? 'community' : '' },
    { at: status === 'escalated' ? iso(from) : null, kind: 'escalated', level: 'street' },
    { at: iso(closedAt), kind: 'closed', level: item.wardName ? 'community' : '' },
  ],
};

function truthRow(version: ItemVersion, published: number): TruthRow {
  const { item } = version;
  return {
    externalId: item.id,
    deleted: version.deleted,
    visibility: item.visibility,
    publishedAt: new Date(published).toISOString(),
    title: item.title,
    text: version.text,
    reply: version.reply,
    repliedAt: iso(version.repliedAt),
    closedAt: iso(version.closedAt),
    status: version.status,
    reporter: item.author,
    wardHint: item.wardCode || item.wardName,
    estate: item.estate,
    board: item.board,
    likes: likeable.has(item.platform) ? version.likes : 0,
    closedLevel: item.platform === 'shequtong' && version.closedAt !== null ? 'community' : '',
    steps: (stepsOf[item.platform]?.(version) ?? []).flatMap((step) =>
      step.at === null ? [] : [{ ...step, at: step.at }],
    ),
  };
}

export interface PlatformDataOptions {
  items: readonly DemoItem[];
  platform: DemoPlatform;
  clock: { now(): number };
  skewSeconds: number;
  seed: number;
}

const byStamp = (a: ItemVersion, b: ItemVersion): number => a.stamp - b.stamp || (a.item.id < b.item.id ? -1 : 1);

/** Before the first change of all: how far the changes have been followed, and what stands by then. */
const begin = () => ({
  now: -Infinity,
  next: 0,
  current: new Map<unknown, ItemVersion>(),
  versions: [] as ItemVersion[],
});

/** Takes one platform's items out of all. */
export function platformData({ items, platform, clock, skewSeconds, seed }: PlatformDataOptions): PlatformData {
  const skewOf = (item: DemoItem) => (revision: number) =>
    Math.round((seededShare(`${seed} ${item.id} ${revision}`) * 2 - 1) * skewSeconds) * 1000;
  const own = items.filter((item) => item.platform === platform);
  const histories = own.map((item) => itemHistory(item, skewOf(item)));
  const changes = histories
    .flatMap((history) => history.map((version) => ({ history, version })))
    .sort((a, b) => a.version.from - b.version.from);
  let state = begin();
  // Asked at every pull for the few rows that have changed since the one before: thousands are not looked through anew.
  const currentByStamp = (now: number): ItemVersion[] => {
    if (now < state.now) state = begin();
    const known = state.next;
    for (let change = changes[known]; change && change.version.from <= now; change = changes[++state.next])
      state.current.set(change.history, change.version);
    if (state.next > known) state.versions = [...state.current.values()].sort(byStamp);
    state.now = now;
    return state.versions;
  };
  return {
    histories,
    now: () => clock.now(),
    changedSince: (since) => currentByStamp(clock.now()).filter((version) => version.stamp >= since),
    truth: (at) =>
      histories.flatMap((history) => {
        const version = versionAt(history, at);
        return version && history[0] ? [truthRow(version, history[0].from)] : [];
      }),
  };
}
