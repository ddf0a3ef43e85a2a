import { onScopeDispose, ref } from 'vue';

/** Whether a media query matches, following the window. */
export function useMedia(query: string) {
  const list = matchMedia(query);
  const matches = ref(list.matches);
  const follow = () => (matches.value = list.matches);
  list.addEventListener('change', follow);
  onScopeDispose(() => list.removeEventListener('change', follow));
  return matches;
}

/** Whether the window is a phone's now: the width at which the pages change to one column. */
export const isPhone = (): boolean => matchMedia('(max-width: 760px)').matches;
