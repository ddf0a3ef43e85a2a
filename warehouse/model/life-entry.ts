import type { HandlingLevel, StepKind } from './document-step.ts';
import type { Document } from './document.ts';

/** What may happen to a document besides the steps of its handling. */
export type LifeKind =
  | StepKind
  | 'published'
  | 'edited'
  | 'replyEdited'
  | 'status'
  | 'counts'
  | 'hidden'
  | 'shown'
  | 'moved'
  | 'deleted'
  | 'restored';

/** One line of the life of a document. */
export interface LifeEntry {
  /** UTC instant: the platform's where it tells one, else that of the pull that saw it. */
  at: string;
  kind: LifeKind;
  /** Told by the platform itself, or seen as a difference between two pulls. */
  isTold: boolean;
  level: HandlingLevel | '';
  status?: readonly [from: Document['status'], to: Document['status']];
  likes?: readonly [from: number, to: number];
  comments?: readonly [from: number, to: number];
  wards?: readonly [from: string, to: string];
}
