import type { DemoItem } from '../item.ts';

/** An item as it stood from one instant until its next change. Times in ms. */
export interface ItemVersion {
  item: DemoItem;
  /** When this version took effect. */
  from: number;
  /** The change time that the platform shows; differs from `from` where its clocks are off. */
  stamp: number;
  /** Counts from 1. */
  revision: number;
  text: string;
  reply: string;
  repliedAt: number | null;
  status: DemoItem['changes'][number]['status'] & string;
  closedAt: number | null;
  likes: number;
  deleted: boolean;
}

/** The platforms count in whole seconds. */
export const wholeSecond = (instant: string): number => Math.floor(Date.parse(instant) / 1000) * 1000;

/**
 * All versions of an item, oldest first. `skew` gives the clock error (ms) of the server that took a revision;
 * the stamps of one item still grow, as its database sees to.
 */
export function itemHistory(item: DemoItem, skew: (revision: number) => number): ItemVersion[] {
  const from = wholeSecond(item.at);
  const first = {
    item,
    from,
    revision: 1,
    text: item.text,
    reply: '',
    repliedAt: null,
    status: 'open',
    closedAt: null,
  } as const;
  const versions: ItemVersion[] = [{ ...first, stamp: from + skew(1), likes: item.likes, deleted: false }];
  for (const change of item.changes) {
    const last = versions.at(-1)!;
    const at = Math.max(wholeSecond(change.at), last.from);
    const revision = last.revision + 1;
    const status = change.status ?? last.status;
    versions.push({
      ...last,
      from: at,
      stamp: Math.max(at + skew(revision), last.stamp + 1000),
      revision,
      text: change.text ?? last.text,
      reply: change.reply ?? last.reply,
      repliedAt: last.repliedAt ?? (change.reply ? at : null),
      status,
      closedAt: status === 'resolved' ? (last.closedAt ?? at) : null,
      likes: change.likes ?? last.likes,
      deleted: last.deleted || change.deleted === true,
    });
  }
  return versions;
}

/** The version in force at `now`; `undefined` before the item appears. */
export function versionAt(history: readonly ItemVersion[], now: number): ItemVersion | undefined {
  return history.findLast((version) => version.from <= now);
}
