import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { ApiError } from '../lib/api.ts';
import { keepParts } from '../lib/keep-parts.ts';
import { useLive } from './useLive.ts';

/** Where the server says that its database is away; a random part on top, so that all pages do not come at once. */
const againMs = (error: ApiError): number => (error.problem.retryAfterSeconds ?? 5) * 1000 * (1 + Math.random());

/** Runs that follow each other closely (a burst of alerts) are read once. */
const settleMs = 400;

export interface Loaded<T> {
  /**
   * The last answer; kept while a newer one is on its way, so that the page does not flicker. Each answer is a new
   * object, its parts that say what they said are those of the answer before.
   */
  data: Readonly<ShallowRef<T | null>>;
  error: Readonly<ShallowRef<ApiError | null>>;
  pending: Readonly<Ref<boolean>>;
  /** performance.now() of the last answer. */
  loadedAt: Readonly<Ref<number>>;
  reload: () => Promise<void>;
}

/**
 * Loads when `key` changes and, quietly, when the live link says that data moved.
 * A change of the key clears what was shown; an answer that was overtaken is thrown away. While the server's database is
 * away it asks again by itself.
 */
export function useLoad<T>(key: () => string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<ApiError | null>(null);
  const pending = ref(false);
  const loadedAt = ref(performance.now());
  let current: AbortController | null = null;

  let again: ReturnType<typeof setTimeout> | undefined;
  let stale = false;

  /** Loads anew; an answer on its way is overtaken. */
  async function reload(): Promise<void> {
    current?.abort();
    clearTimeout(again);
    stale = false;
    const mine = (current = new AbortController());
    pending.value = true;
    try {
      const answer = await load(mine.signal);
      if (mine.signal.aborted) return;
      data.value = keepParts(data.value, answer);
      error.value = null;
      loadedAt.value = performance.now();
    } catch (cause) {
      if (mine.signal.aborted) return;
      if (!(cause instanceof ApiError)) throw cause;
      error.value = cause;
      if (cause.status === 503) again = setTimeout(reload, againMs(cause));
    } finally {
      if (current === mine) {
        pending.value = false;
        if (stale) void reload();
      }
    }
  }

  /** Loads anew once the answer on its way is there: events faster than answers must not starve the page. */
  function refresh(): void {
    if (pending.value) stale = true;
    else void reload();
  }

  watch(
    key,
    () => {
      data.value = null;
      void reload();
    },
    { immediate: true },
  );
  let settle: ReturnType<typeof setTimeout> | undefined;
  watch(useLive().revision, () => {
    settle ??= setTimeout(() => {
      settle = undefined;
      refresh();
    }, settleMs);
  });
  onScopeDispose(() => {
    clearTimeout(settle);
    clearTimeout(again);
    current?.abort();
  });
  return { data, error, pending, loadedAt, reload };
}
