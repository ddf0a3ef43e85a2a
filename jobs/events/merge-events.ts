import type { EventState } from './held-document.ts';
import { memberMean } from './member-mean.ts';
import type { RepairState } from './repair-state.ts';

interface EventPair {
  /** The event whose id survives: a settled one, otherwise the older. */
  into: EventState;
  from: EventState;
  score: number;
}

/** Merges pairs of events, most alike first, each event once; true when any merged. */
export function mergeEvents(state: RepairState): boolean {
  const done = new Set<EventState>();
  for (const { into, from, score } of alikePairs(state)) {
    if (done.has(into) || done.has(from) || !mayMerge(state, into, from)) continue;
    done.add(into).add(from);
    state.constraints.carryOver(from.id, into.id);
    // A copy: putting a document elsewhere takes it out of its event's list.
    for (const held of from.members.slice()) {
      state.events.move(held, into.id);
      state.scores.set(held, score);
    }
  }
  return done.size > 0;
}

/** Pairs of events that are alike enough to merge, most alike first. */
function alikePairs(state: RepairState): EventPair[] {
  const { documents, neighbours, settled, parameters } = state;
  const age = new Map<EventState, number>();
  for (const { event, order } of documents) if (!age.has(event)) age.set(event, order);
  const pairs = new Map<string, { a: EventState; b: EventState; scores: number[] }>();
  for (const held of documents) {
    for (const { other, score } of neighbours.get(held)!) {
      const a = held.event;
      const b = other.event;
      // Each pair of documents is met from both sides; this keeps the one from the older event.
      if (age.get(a)! >= age.get(b)!) continue;
      const id = `${a.id} ${b.id}`;
      const pair = pairs.get(id);
      if (pair) pair.scores.push(score);
      else pairs.set(id, { a, b, scores: [score] });
    }
  }
  return [...pairs.values()]
    .map(({ a, b, scores }) => {
      const score = memberMean(scores, a.members.length * b.members.length, parameters.memberShare);
      return settled.has(b.id) ? { into: b, from: a, score } : { into: a, from: b, score };
    })
    .filter(({ from, score }) => score >= parameters.mergeThreshold && !settled.has(from.id))
    .sort((x, y) => y.score - x.score || age.get(x.into)! - age.get(y.into)! || age.get(x.from)! - age.get(y.from)!);
}

function mayMerge({ constraints }: RepairState, a: EventState, b: EventState): boolean {
  return (
    a.members.every((held) => constraints.mayJoin(held, b)) && b.members.every((held) => constraints.mayJoin(held, a))
  );
}
