import { computed, shallowRef, watch } from 'vue';
import { ApiError } from '../lib/api.ts';
import { useLoad } from './useLoad.ts';

interface Page<T> {
  rows: T[];
  total: number;
  nextCursor: string | null;
}

/**
 * A list that is loaded page by page. A live refresh reads the first page again and drops the later ones,
 * since the order may have changed.
 */
export function usePages<T>(
  key: () => string,
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
) {
  const first = useLoad(key, (signal) => load(undefined, signal));
  const later = shallowRef<Page<T>[]>([]);
  const laterError = shallowRef<ApiError | null>(null);
  watch(first.data, () => (later.value = []));

  const last = computed(() => later.value.at(-1) ?? first.data.value);
  const rows = computed(() => first.data.value && [first.data.value, ...later.value].flatMap((page) => page.rows));
  const total = computed(() => first.data.value?.total ?? 0);
  const more = computed(() => last.value?.nextCursor ?? null);
  const error = computed(() => first.error.value ?? laterError.value);

  async function loadMore(): Promise<void> {
    if (!more.value) return;
    try {
      later.value = [...later.value, await load(more.value)];
      laterError.value = null;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      laterError.value = cause;
    }
  }
  return { rows, total, more, error, loadedAt: first.loadedAt, reload: first.reload, loadMore };
}
