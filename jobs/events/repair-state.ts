import type { Affinity } from './affinity.ts';
import type { CandidateIndex } from './candidate-index.ts';
import type { Constraints } from './constraints.ts';
import type { EventTable } from './event-table.ts';
import type { GroupingParameters } from './grouping-parameters.ts';
import type { EventState, HeldDocument } from './held-document.ts';

export interface RepairContext {
  /** All documents of the events under repair, in order of arrival. */
  documents: readonly HeldDocument[];
  parameters: GroupingParameters;
  index: CandidateIndex;
  affinity: Affinity;
  events: EventTable;
  constraints: Constraints;
  /** Events that nothing leaves and that keep their id: people have acted on them. */
  settled: ReadonlySet<string>;
}

/** A document under repair that another one resembles. */
export interface Neighbour {
  other: HeldDocument;
  score: number;
}

/** What a repair knows: who resembles whom, and how well each moved document fits where it went. */
export interface RepairState extends RepairContext {
  neighbours: ReadonlyMap<HeldDocument, readonly Neighbour[]>;
  scores: Map<HeldDocument, number>;
}

/** A document's similarities to others, by the event these are in. */
export function scoresByEvent(neighbours: readonly Neighbour[]): Map<EventState, number[]> {
  const lists = new Map<EventState, number[]>();
  for (const { other, score } of neighbours) {
    const list = lists.get(other.event);
    if (list) list.push(score);
    else lists.set(other.event, [score]);
  }
  return lists;
}
