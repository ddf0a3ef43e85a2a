import type { Move } from './grouping-document.ts';
import type { HeldDocument } from './held-document.ts';
import { mergeEvents } from './merge-events.ts';
import { moveDocuments } from './move-documents.ts';
import type { Neighbour, RepairContext, RepairState } from './repair-state.ts';

/**
 * Looks at events again with today's statistics of the corpus: merges those that are one, moves
 * documents that fit elsewhere better, ejects those that fit nowhere. Repeats until nothing
 * changes, at most `repairRounds` times. Gives each document's way from its first event to its last.
 */
export function repairEvents(context: RepairContext): Move[] {
  const before = new Map(context.documents.map((held) => [held, held.event.id]));
  const state: RepairState = { ...context, neighbours: findNeighbours(context), scores: new Map() };
  for (let round = 0; round < context.parameters.repairRounds; round++) {
    const isMerged = mergeEvents(state);
    const isMoved = moveDocuments(state);
    if (!isMerged && !isMoved) break;
  }
  return context.documents
    .filter((held) => held.event.id !== before.get(held))
    .map((held) => ({
      key: held.key,
      from: before.get(held)!,
      to: held.event.id,
      score: Math.min(1, state.scores.get(held) ?? 1),
    }));
}

function findNeighbours({ documents, index, affinity }: RepairContext): Map<HeldDocument, Neighbour[]> {
  const neighbours = new Map<HeldDocument, Neighbour[]>(documents.map((held) => [held, []]));
  for (const held of documents) {
    affinity.with(held, () => {
      for (const other of index.find(held, affinity.keepAlike)) {
        const list = neighbours.get(other);
        const score = list ? affinity.to(other) : 0;
        if (!list || score <= 0) continue;
        neighbours.get(held)!.push({ other, score });
        list.push({ other: held, score });
      }
    });
  }
  return neighbours;
}
