import type { GroupingDocument } from './grouping-document.ts';
import type { Vectors } from './vector-store.ts';

/** A document as the grouper holds it. */
export interface HeldDocument {
  key: string;
  /** Position in the order of arrival; breaks every tie. */
  order: number;
  /** Title and the opening of the text, where other documents' names are looked for. */
  content: string;
  anchors: readonly string[];
  /** Anonymised area codes of the title. */
  areas: readonly string[];
  wardCode: string;
  topicCode: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
  vectors: Vectors;
  event: EventState;
}

/** An event as the grouper holds it. */
export interface EventState {
  id: string;
  members: HeldDocument[];
}

const areaPattern = /[A-Z]\d{1,2}[市区县]/gu;

/** Area codes that a title carries, as in A2区: only anonymised data have them. */
export function areasOf(document: Pick<GroupingDocument, 'title'>): string[] {
  return [...new Set(document.title.match(areaPattern) ?? [])];
}

/** Streets, towns and lines of a metro: each holds many matters at once, so sharing one says little. */
const broad = /(?:街道|[镇乡县区]|号线)$/u;

/** Names without the broad ones; all when there are no others. */
export function specificNames(names: readonly string[]): readonly string[] {
  const specific = names.filter((name) => !broad.test(name));
  return specific.length > 0 ? specific : names;
}
