import { readonly, ref } from 'vue';
import type { StreamEvent } from '#api/contract.ts';

/** live: pushed as it happens · connecting: first try or a drop · polling: no stream, asked for every 20 s. */
export type LiveState = 'connecting' | 'live' | 'polling';

/** Often enough for a page on a wall, and 500 pages make 25 requests a second. */
const pollMs = 20_000;
/** After a refusal (proxy without streaming, 503) try the stream again at this pace. */
const retryMs = 30_000;

const state = ref<LiveState>('connecting');
/** Grows whenever what the pages show may be out of date. */
const revision = ref(0);
const listeners = new Set<(event: StreamEvent) => void>();
/** The last event heard, so that a stream opened anew goes on where the old one stopped. */
let lastEventId = '';
let source: EventSource | null = null;
let poll: ReturnType<typeof setInterval> | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

function hear(kind: StreamEvent['event'], message: MessageEvent<string>): void {
  lastEventId = message.lastEventId || lastEventId;
  const event = { event: kind, data: JSON.parse(message.data) } as StreamEvent;
  for (const listener of listeners) listener(event);
  // An intake alone changes no ranking; the pages wait for the run that follows.
  if (event.event !== 'intake') revision.value++;
}

function fallBack(): void {
  state.value = 'polling';
  poll ??= setInterval(() => revision.value++, pollMs);
  retry = setTimeout(open, retryMs);
}

function open(): void {
  let opened = 0;
  source = new EventSource(`/api/stream${lastEventId ? `?lastEventId=${encodeURIComponent(lastEventId)}` : ''}`);
  source.addEventListener('open', () => {
    state.value = 'live';
    clearInterval(poll);
    poll = undefined;
    // The browser resumes by Last-Event-ID, but a ranking may have passed in between.
    if (opened++ > 0) revision.value++;
  });
  source.addEventListener('error', () => {
    if (source?.readyState === EventSource.CLOSED) fallBack();
    else state.value = 'connecting';
  });
  for (const kind of ['alert', 'ranked', 'intake'] as const) {
    source.addEventListener(kind, (message) => hear(kind, message as MessageEvent<string>));
  }
}

function start(): void {
  if (!source) open();
}

function stop(): void {
  source?.close();
  source = null;
  clearInterval(poll);
  clearTimeout(retry);
  poll = undefined;
  state.value = 'connecting';
}

/** Calls `listener` for each event; gives the function that ends it. */
function onEvent(listener: (event: StreamEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live link to the server, shared by all parts of the page. */
export function useLive() {
  return { state: readonly(state), revision: readonly(revision), start, stop, onEvent };
}
