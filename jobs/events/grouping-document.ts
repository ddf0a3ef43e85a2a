import type { Document } from '#warehouse/model/document.ts';

/** What grouping needs of a document; every field follows from the stored document. */
export interface GroupingDocument {
  /** `documentKey` of the document: its identity. */
  key: string;
  title: string;
  text: string;
  /** Content words in order, title first (`Document.tokens`). */
  words: readonly string[];
  /** Canonical names of places and organisations, title first (`Document.places`). */
  anchors: readonly string[];
  /** 6, 9 or 12 digits; '' when unlocated. */
  wardCode: string;
  topicCode: string;
  /** '' when the platform names nobody. */
  reporterKey: string;
  publishedAt: string;
  kind: Document['kind'];
}

/** Where a document went and why. */
export interface Joined {
  eventId: string;
  /** Similarity to the event, 0–1; 1 for the document that founded it. */
  score: number;
  /** What it shares with the event: names first, then words, strongest first; empty for a founder. */
  because: string[];
}

/** A document that a repair put into another event. */
export interface Move {
  key: string;
  from: string;
  to: string;
  /** Similarity to the event it went to; 1 when it founds one of its own. */
  score: number;
}

/** A person's word that a document is not about an event's matter; it outlives merges. */
export interface Constraint {
  key: string;
  eventId: string;
}

/** What a person does to events. */
export type EventAct =
  | { kind: 'merge'; into: string; from: string }
  /** `to` null founds an event. */
  | { kind: 'move'; keys: string[]; to: string | null };

export interface RepairOptions {
  /**
   * Looks only at the events of so many newest documents and those they resemble: cheap enough for
   * every ranking, where the whole (by default) is for the night. 0.2 ms a document on one core.
   */
  newest?: number;
  /** Events that people have acted on: documents may join them, but none leaves and their ids stay. */
  settled?: ReadonlySet<string>;
}
