import { readonly, ref } from 'vue';
import type { StreamEvent } from '#api/contract/stream.ts';

/** starting: first try · live: pushed as it happens · connecting: after a drop · polling: no stream, asked for every 20 s. */
export type LiveState = 'starting' | 'connecting' | 'live' | 'polling';

/** Often enough for a page on a wall, and 500 pages make 25 requests a second. */
const pollMs = 20_000;
/** After a refusal (proxy without streaming, 503) try the stream again at this pace. */
const retryMs = 30_000;
/** A browser keeps six connections to a server: tabs in the background must not hold them all. */
const hiddenMs = 60_000;

const state = ref<LiveState>('starting');
/** Grows whenever what the pages show may be out of date. */
const revision = ref(0);
const listeners = new Set<(event: StreamEvent) => void>();
/** The last event heard, so that a stream opened anew goes on where the old one stopped. */
let lastEventId = '';
let source: EventSource | null = null;
let started = false;
let poll: ReturnType<typeof setInterval> | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let hiding: ReturnType<typeof setTimeout> | undefined;

function hear(kind: StreamEvent['event'], message: MessageEvent<string>): void {
  lastEventId = message.lastEventId || lastEventId;
  const event = { event: kind, data: JSON.parse(message.data) } as StreamEvent;
  for (const listener of listeners) listener(event);
  // An intake alone changes no ranking; the pages wait for the run that follows.
  if (event.event !== 'intake') revision.value++;
}

function close(): void {
  source?.close();
  source = null;
  clearInterval(poll);
  clearTimeout(retry);
  poll = undefined;
}

function fallBack(): void {
  close();
  state.value = 'polling';
  poll = setInterval(() => revision.value++, pollMs);
  retry = setTimeout(() => open(true), retryMs);
}

/** `again`: the page was without a stream for a while, so what it shows may be old once it is back. */
function open(again: boolean): void {
  let missed = again;
  const stream = new EventSource(`/api/stream${lastEventId ? `?lastEventId=${encodeURIComponent(lastEventId)}` : ''}`);
  source = stream;
  stream.addEventListener('open', () => {
    state.value = 'live';
    clearInterval(poll);
    poll = undefined;
    // The alerts that were missed are sent again, but a ranking may have passed in between.
    if (missed) revision.value++;
    missed = true;
  });
  stream.addEventListener('error', () => {
    if (stream !== source) return;
    if (stream.readyState === EventSource.CLOSED) fallBack();
    else state.value = 'connecting';
  });
  for (const kind of ['alert', 'ranked', 'intake'] as const) {
    stream.addEventListener(kind, (message) => hear(kind, message as MessageEvent<string>));
  }
}

function followVisibility(): void {
  clearTimeout(hiding);
  if (document.visibilityState === 'hidden') hiding = setTimeout(close, hiddenMs);
  else if (started && !source && !poll) open(true);
}

function start(): void {
  if (started) return;
  started = true;
  document.addEventListener('visibilitychange', followVisibility);
  open(false);
}

function stop(): void {
  started = false;
  document.removeEventListener('visibilitychange', followVisibility);
  clearTimeout(hiding);
  close();
  state.value = 'starting';
  lastEventId = '';
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
