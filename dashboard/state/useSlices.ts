import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { isPrinting, onPrint } from './on-print.ts';
import { takeTurn } from './take-turn.ts';

/**
 * The first `size` rows at once and the others a slice at a time, each in a task of its own. What has been shown stays
 * shown when a newer list comes, so that a refresh makes nothing disappear. Paper gets all of them.
 */
export function useSlices<T>(rows: () => readonly T[], size: number): ComputedRef<readonly T[]> {
  const shown = ref(isPrinting() ? Infinity : size);
  let pieces: (() => void)[] = [];
  const cancel = (): void => {
    for (const takeBack of pieces) takeBack();
    pieces = [];
  };
  watch(
    () => rows().length,
    (length) => {
      cancel();
      for (let to = shown.value + size; to < length + size; to += size) pieces.push(takeTurn(() => (shown.value = to)));
    },
    { immediate: true },
  );
  const forget = onPrint(() => {
    cancel();
    shown.value = Infinity;
  });
  onScopeDispose(() => {
    cancel();
    forget();
  });
  return computed(() => (shown.value >= rows().length ? rows() : rows().slice(0, shown.value)));
}
