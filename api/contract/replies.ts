/** How the posts of an event were answered, least relevant first: sub-scores (0–1) side by side, never one number. */
export interface EventReplies {
  replies: ReplyView[];
}

/** A reply and what a supervisor may look at in it: sub-scores side by side, never one number. */
export interface ReplyView {
  sourceId: string;
  externalId: string;
  title: string;
  reply: string;
  relevance: number;
  isBeside: boolean;
  completeness: number;
  grounds: number;
  cues: string[];
  isBrushOff: boolean;
  copies: number;
  relabelledWords: string[];
}

/** Why a reply is on the list of supervision. */
export type ReplyFault = 'beside' | 'brushOff' | 'copied' | 'relabelled';

/** Replies of a ward or the district that a supervisor may look at, those beside the point first. */
export interface ReplyList {
  /** Replies that were read: the newest of the window, all of them where `isAll`. */
  read: number;
  isAll: boolean;
  rows: (ReplyView & {
    sourceName: string;
    publishedAt: string;
    wardName: string;
    topicCode: string;
    topicName: string;
    faults: ReplyFault[];
  })[];
}
