import type { Document } from '#warehouse/model/document.ts';

/** The five kinds of platform that the demo district simulates: 社区通 博学圆桌汇 掌上社区 微治理 12345. */
export const demoPlatforms = ['shequtong', 'boxue', 'zhangshang', 'weizhili', 'hotline'] as const;
export type DemoPlatform = (typeof demoPlatforms)[number];

/** Something that happens to an item after it appeared. Fields left out stay as they were. */
export interface DemoChange {
  /** ISO instant; not before the item's own `at`. */
  at: string;
  reply?: string;
  status?: Document['status'];
  /** The new total, not an increment. */
  likes?: number;
  text?: string;
  deleted?: true;
}

/**
 * One invented post, ticket, concern or chat message of the demo district, with all that will happen to it.
 * The simulators show it from `at` on and apply each change at its own time.
 *
 * 掌上社区: an item is one chat message (`title` ''), its `board` the group's name and `wardCode` the group's
 * community; `staff` marks messages of 社区/物业 workers. The chat has no replies, likes or edits, so `changes`
 * may only hold a recall (`deleted`).
 */
export interface DemoItem {
  platform: DemoPlatform;
  /** Unique on its platform. */
  id: string;
  /** ISO instant at which it appears. */
  at: string;
  /** 12-digit community code, or '' when the platform does not know. */
  wardCode: string;
  wardName: string;
  estate: string;
  board: string;
  /** The platform's user id or nickname; the same person keeps the same one. */
  author: string;
  staff?: boolean;
  title: string;
  text: string;
  visibility: 'public' | 'private';
  likes: number;
  /** Topic code of four digits that the writer meant; for measuring, never shown by a simulator. */
  topicHint: string;
  /** In order of time. */
  changes: DemoChange[];
  /** Story of the acceptance list that it belongs to, e.g. 'B1'. */
  story?: string;
}
