import type { EventState, HeldDocument } from './held-document.ts';
import { memberMean } from './member-mean.ts';
import { type RepairState, scoresByEvent } from './repair-state.ts';

/** A member that resembles its event less than this share of the merge threshold is ejected. */
const EJECT_SHARE = 0.5;

/** Moves documents to events that they fit better and ejects those that fit theirs no longer; true when any moved. */
export function moveDocuments(state: RepairState): boolean {
  let isMoved = false;
  for (const held of state.documents) {
    if (state.settled.has(held.event.id) || state.constraints.pinOf(held.key) !== undefined) continue;
    const target = betterPlace(state, held);
    if (!target) continue;
    state.events.move(held, target.eventId);
    state.scores.set(held, target.score);
    isMoved = true;
  }
  return isMoved;
}

/** Where a document should go: another event, or one of its own; `undefined` when it stays. */
function betterPlace(state: RepairState, held: HeldDocument): { eventId: string; score: number } | undefined {
  const { mergeThreshold, moveGain, memberShare } = state.parameters;
  const lists = scoresByEvent(state.neighbours.get(held)!);
  const companions = held.event.members.length - 1;
  const own = companions === 0 ? 0 : memberMean(lists.get(held.event) ?? [], companions, memberShare);
  let best: { event: EventState; score: number } | undefined;
  for (const [event, list] of lists) {
    if (event === held.event || !state.constraints.mayJoin(held, event)) continue;
    const score = memberMean(list, event.members.length, memberShare);
    if (!best || score > best.score) best = { event, score };
  }
  if (best && best.score >= mergeThreshold && best.score > own + moveGain)
    return { eventId: best.event.id, score: best.score };
  if (companions > 0 && own < mergeThreshold * EJECT_SHARE)
    return { eventId: state.events.freshId(held.key), score: 1 };
  return undefined;
}
