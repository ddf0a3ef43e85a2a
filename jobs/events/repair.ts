import type { Affinity } from './affinity.ts';
import type { CandidateIndex } from './candidate-index.ts';
import type { Move } from './grouping-document.ts';
import type { GroupingParameters } from './grouping-parameters.ts';
import type { EventState, HeldDocument } from './held-document.ts';
import { memberMean } from './member-mean.ts';

export interface RepairContext {
  documents: readonly HeldDocument[];
  parameters: GroupingParameters;
  index: CandidateIndex;
  affinity: Affinity;
  mayJoin(held: HeldDocument, event: EventState): boolean;
  freshId(key: string): string;
  put(held: HeldDocument, eventId: string): void;
  merged(from: string, into: string): void;
}

/** The other documents that a document resembles at all, with the similarity. */
type Neighbours = Map<HeldDocument, { other: HeldDocument; score: number }[]>;

/**
 * Looks at all events again with the statistics of the whole corpus: merges those that are one,
 * moves documents that fit elsewhere better, ejects those that fit nowhere. Repeats until nothing
 * changes, at most `repairRounds` times. Gives each document's way from its first event to its last.
 */
export function repairEvents(context: RepairContext): Move[] {
  const before = new Map(context.documents.map((held) => [held, held.event.id]));
  const scores = new Map<HeldDocument, number>();
  const neighbours = findNeighbours(context);
  for (let round = 0; round < context.parameters.repairRounds; round++) {
    const merged = mergeEvents(context, neighbours, scores);
    const moved = moveDocuments(context, neighbours, scores);
    if (!merged && !moved) break;
  }
  return context.documents
    .filter((held) => held.event.id !== before.get(held))
    .map((held) => ({ key: held.key, from: before.get(held)!, to: held.event.id, score: scores.get(held) ?? 1 }));
}

function findNeighbours({ documents, index, affinity }: RepairContext): Neighbours {
  const neighbours: Neighbours = new Map(documents.map((held) => [held, []]));
  for (const held of documents) {
    affinity.with(held, () => {
      for (const other of index.find(held)) {
        const score = affinity.to(other);
        if (score <= 0) continue;
        neighbours.get(held)!.push({ other, score });
        neighbours.get(other)!.push({ other: held, score });
      }
    });
  }
  return neighbours;
}

interface EventPair {
  a: EventState;
  b: EventState;
  scores: number[];
}

/** Merges pairs of events, most alike first, each event once; true when any merged. */
function mergeEvents(context: RepairContext, neighbours: Neighbours, scores: Map<HeldDocument, number>): boolean {
  const { mergeThreshold, memberShare } = context.parameters;
  const age = new Map<EventState, number>();
  for (const { event, order } of context.documents) if (!age.has(event)) age.set(event, order);
  const pairs = new Map<string, EventPair>();
  for (const [held, list] of neighbours) {
    for (const { other, score } of list) {
      const a = held.event;
      const b = other.event;
      if (age.get(a)! >= age.get(b)!) continue;
      const id = `${a.id} ${b.id}`;
      const pair = pairs.get(id);
      if (pair) pair.scores.push(score);
      else pairs.set(id, { a, b, scores: [score] });
    }
  }
  const ranked = [...pairs.values()]
    .map(({ a, b, scores: list }) => ({
      a,
      b,
      score: memberMean(list, a.members.length * b.members.length, memberShare),
    }))
    .filter(({ score }) => score >= mergeThreshold)
    .sort((x, y) => y.score - x.score || age.get(x.a)! - age.get(y.a)! || age.get(x.b)! - age.get(y.b)!);
  const done = new Set<EventState>();
  for (const { a, b, score } of ranked) {
    if (done.has(a) || done.has(b)) continue;
    if (a.members.some((held) => !context.mayJoin(held, b)) || b.members.some((held) => !context.mayJoin(held, a)))
      continue;
    done.add(a).add(b);
    context.merged(b.id, a.id);
    for (const held of b.members.slice()) {
      context.put(held, a.id);
      scores.set(held, score);
    }
  }
  return done.size > 0;
}

/** Moves documents to events that they fit better and ejects those that fit theirs no longer; true when any moved. */
function moveDocuments(context: RepairContext, neighbours: Neighbours, scores: Map<HeldDocument, number>): boolean {
  const { mergeThreshold, moveGain, memberShare } = context.parameters;
  let moved = false;
  for (const held of context.documents) {
    const lists = new Map<EventState, number[]>();
    for (const { other, score } of neighbours.get(held)!) {
      const list = lists.get(other.event);
      if (list) list.push(score);
      else lists.set(other.event, [score]);
    }
    const companions = held.event.members.length - 1;
    const own = companions === 0 ? 0 : memberMean(lists.get(held.event) ?? [], companions, memberShare);
    let best: { event: EventState; score: number } | undefined;
    for (const [event, list] of lists) {
      if (event === held.event || !context.mayJoin(held, event)) continue;
      const score = memberMean(list, event.members.length, memberShare);
      if (!best || score > best.score) best = { event, score };
    }
    if (best && best.score >= mergeThreshold && best.score > own + moveGain) {
      context.put(held, best.event.id);
      scores.set(held, best.score);
      moved = true;
    } else if (companions > 0 && own < mergeThreshold / 2) {
      context.put(held, context.freshId(held.key));
      scores.set(held, 1);
      moved = true;
    }
  }
  return moved;
}
