import type { KnownMembership } from '#warehouse/analytics/intake/list-known-memberships.ts';
import type { KnownVersion } from '#warehouse/analytics/intake/list-known-versions.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';
import { defaultGroupingParameters } from '../events/grouping-parameters.ts';
import type { Arrival, Decision } from './decide-documents.ts';
import { groupingKey } from './document-rows.ts';
import type { GroupingStep } from './grouping-thread.ts';
import { type SentDocument, WORD_END } from './sent-document.ts';

/** A document as it is written after its last turn, beside what is stored of it. */
export interface Change {
  arrival: Arrival;
  stored: KnownMembership | undefined;
  /** The instant of publication that the stored row stands under, when that lies in another month's partition. */
  moved: string | null;
  /** Key of what it is grouped by now; undefined when it is in no event. */
  groupedBy: string | undefined;
  /** The turn in which it joined its event anew; null when it keeps its place, or has none. */
  joinedAt: number | null;
}

/** What is stored of the arriving documents, by document key. */
export interface Stored {
  versions: ReadonlyMap<string, KnownVersion>;
  memberships: ReadonlyMap<string, KnownMembership>;
}

/**
 * Follows documents through their turns: the steps of the grouping, one per turn, and each document once, as it came
 * last. A document with several turns goes through each of them, so that the same arrivals lead to the same events
 * whether they are planned together or one by one.
 */
export function followChanges(
  decisions: readonly Decision[],
  stored: Stored,
): { changes: Change[]; steps: GroupingStep[] } {
  const changes = new Map<string, Change>();
  const steps: GroupingStep[] = [];
  for (const { kind, arrival } of decisions) {
    if (kind === 'skip') continue;
    const key = documentKey(arrival.document);
    const before = changes.get(key) ?? unchanged(arrival, key, stored);
    const groupedBy = arrival.document.deleted ? undefined : groupingKey(arrival.document);
    const step = stepOf(arrival.document, groupedBy !== before.groupedBy);
    steps.push(step);
    const joinedAt = step.kind === 'add' ? arrival.seq : step.kind === 'remove' ? null : before.joinedAt;
    const moved = movedFrom(arrival.document, stored.versions.get(key));
    changes.set(key, { arrival, stored: before.stored, moved, groupedBy, joinedAt });
  }
  return { changes: [...changes.values()], steps };
}

function unchanged(arrival: Arrival, key: string, { memberships }: Stored): Change {
  const stored = memberships.get(key);
  return { arrival, stored, moved: null, groupedBy: stored?.grouping_key, joinedAt: null };
}

function stepOf(document: Document, isRegrouped: boolean): GroupingStep {
  const key = documentKey(document);
  if (document.deleted) return { kind: 'remove', key };
  // What an event is told from may change too: a post that is no longer public must not be quoted.
  return isRegrouped ? { kind: 'add', document: toSentDocument(document) } : { kind: 'touch', key };
}

/** Compared with what is stored, not with what came between: only a stored row has to be taken out of its month. */
function movedFrom(document: Document, stored: KnownVersion | undefined): string | null {
  if (!stored || stored.deleted === 1) return null;
  return stored.published_at.slice(0, 7) === document.publishedAt.slice(0, 7) ? null : stored.published_at;
}

/** What grouping sees of a document, on its way to the grouping's thread. */
function toSentDocument(document: Document): SentDocument {
  return {
    key: documentKey(document),
    title: document.title,
    text: document.text.slice(0, defaultGroupingParameters.bodyLength),
    words: document.tokens.join(WORD_END),
    anchors: document.places,
    wardCode: document.wardCode,
    topicCode: document.topicCode,
    reporterKey: document.reporterKey,
    publishedAt: document.publishedAt,
    kind: document.kind,
  };
}
