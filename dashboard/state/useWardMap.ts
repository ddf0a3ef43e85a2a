import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { WardMapView } from '#api/contract/ward-map.ts';
import { ApiError, api } from '../lib/api.ts';

/** The borders of the wards below `ward`, fetched when it changes; they do not move with the numbers. */
export function useWardMap(ward: () => string | undefined): {
  map: Readonly<ShallowRef<WardMapView | null>>;
  failed: Readonly<Ref<boolean>>;
} {
  const map = shallowRef<WardMapView | null>(null);
  const failed = ref(false);
  let asking: AbortController | undefined;

  async function load(): Promise<void> {
    asking?.abort();
    const mine = (asking = new AbortController());
    map.value = null;
    failed.value = false;
    try {
      const answer = await api.wardMap(ward(), mine.signal);
      if (!mine.signal.aborted) map.value = answer;
    } catch (cause) {
      if (mine.signal.aborted) return;
      if (!(cause instanceof ApiError)) throw cause;
      failed.value = true;
    }
  }
  watch(ward, load, { immediate: true });
  onScopeDispose(() => asking?.abort());
  return { map, failed };
}
