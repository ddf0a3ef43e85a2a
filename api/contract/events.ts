import type { AlertRow } from './alerts.ts';
import type { DocumentView } from './documents.ts';
import type { HotspotRow, Snapshot } from './hotspots.ts';

/** GET /api/events/{id}?ward&days: "why hot". */
export interface EventDetail {
  snapshot: Snapshot;
  hotspot: HotspotRow | null;
  event: {
    eventId: string;
    kind: 'event' | 'topic';
    title: string;
    summary: string;
    keywords: string[];
    place: string;
    /** Whom it concerns (人群); '' where the posts name nobody. */
    crowds: string;
    topicCode: string;
    topicName: string;
    firstAt: string;
    lastAt: string;
    documentCount: number;
    /** Whom the rules would give it to, and the words of its posts that its topic was told by; null without rules. */
    suggested: { unit: string; words: string[] } | null;
  };
  /** Documents per hour over the last two days of the event, or per day over its life. */
  timeline: { unit: 'hour' | 'day'; points: { at: string; documents: number; reporters: number }[] };
  /** Those of most voices (发声人数) first. */
  wards: { wardCode: string; wardName: string; documents: number; voices: number }[];
  sources: { sourceId: string; sourceName: string; documents: number; voices: number }[];
  /** Members with how each joined; newest first, at most 200. */
  members: (DocumentView & { score: number; because: string[] })[];
  /** Members that are one appeal by several ways (社区通 + 12345), by position in `members`. */
  sameAppeals: { members: number[]; sourceNames: string[]; score: number }[];
  similar: SimilarEventView[];
  alerts: AlertRow[];
}

/** GET /api/wide-matters?…filter&event: one matter in many communities, linked and not merged. */
export interface WideMatter {
  /** The word that they share; '' where a person linked them. */
  word: string;
  topicCode: string;
  topicName: string;
  /** Communities of the asker that speak of it; 0 where a person linked them. */
  wards: number;
  documents: number;
  eventCount: number;
  events: { eventId: string; title: string; place: string; lastAt: string }[];
}

/** A past event alike: why, and what became of it. */
export interface SimilarEventView {
  eventId: string;
  title: string;
  lastAt: string;
  documentCount: number;
  score: number;
  sharedWords: string[];
  isSamePlace: boolean;
  /** Null where nobody was answered and nothing closed. */
  answer: {
    /** The public reply that says most; '' where there is none. */
    reply: string;
    /** Median hours to the reply and days to the end; null where no document has one. */
    replyHours: number | null;
    closeDays: number | null;
    /** Documents after the first was closed. */
    cameBack: number;
  } | null;
}

/** What persons did to an event, newest first. */
export interface EventActList {
  acts: {
    actNo: number;
    kind: 'merge' | 'move' | 'link' | 'unlink';
    at: string;
    actorName: string;
    /** Documents that went elsewhere by it; null while it waits for its turn. */
    moved: number | null;
    isUndone: boolean;
  }[];
}

/** What a person asks to be done to an event. */
export type EventActRequest =
  | { kind: 'merge'; from: string }
  | { kind: 'link'; to: string }
  | { kind: 'detach' | 'attach'; documents: { sourceId: string; externalId: string }[] };
