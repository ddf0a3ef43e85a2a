import type { ColdPlace } from './cold-file.ts';
import type { GroupingDocument } from './grouping-document.ts';
import type { Vectors } from './vector-store.ts';

/** A document as the grouper holds it; what it is compared by lies on the shelf (document-shelf.ts). */
export interface HeldDocument {
  key: string;
  /** Position in the order of arrival; breaks every tie. */
  order: number;
  event: EventState;
  /** In memory, or where it lies in the file. */
  body: WarmBody | ColdPlace;
}

/** What documents are compared by. */
export interface WarmBody {
  told: Told;
  vectors: Vectors;
}

/** What a document tells besides its vectors. */
export interface Told {
  /** Title and the opening of the text, where other documents' names are looked for. */
  content: string;
  anchors: readonly string[];
  /** Anonymised area codes of the title. */
  areas: readonly string[];
  wardCode: string;
  topicCode: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

/** An event as the grouper holds it. */
export interface EventState {
  id: string;
  members: HeldDocument[];
}

/** What the grouper keeps of what a document tells. */
export function toldOf(document: GroupingDocument, bodyLength: number): Told {
  return {
    content: [document.title, document.text.slice(0, bodyLength), ...document.anchors].join('\n'),
    anchors: specificNames(document.anchors),
    areas: areasOf(document),
    wardCode: document.wardCode,
    topicCode: document.topicCode,
    publishedAt: Date.parse(document.publishedAt),
  };
}

const areaPattern = /[A-Z]\d{1,2}[市区县]/gu;

/** Area codes that a title carries, as in A2区: only anonymised data have them. */
function areasOf(document: Pick<GroupingDocument, 'title'>): string[] {
  return [...new Set(document.title.match(areaPattern) ?? [])];
}

/** Streets, towns and lines of a metro: each holds many matters at once, so sharing one says little. */
const broad = /(?:街道|[镇乡县区]|号线)$/u;

/** Names without the broad ones; all when there are no others. */
function specificNames(names: readonly string[]): readonly string[] {
  const specific = names.filter((name) => !broad.test(name));
  return specific.length > 0 ? specific : names;
}
