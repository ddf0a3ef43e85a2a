import { readonly, ref } from 'vue';

/** `auto` follows the system; `contrast` is for sunlight, projectors and weak eyes. */
export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'minqing.theme';
const theme = ref<Theme>('auto');

function apply(next: Theme): void {
  theme.value = next;
  if (next === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
}

/** Brings back the theme of the last visit. */
export function restoreTheme(): void {
  const saved = localStorage.getItem(storageKey);
  apply(themes.find((name) => name === saved) ?? 'auto');
}

/** Chooses a theme and remembers it. */
function setTheme(next: Theme): void {
  localStorage.setItem(storageKey, next);
  apply(next);
}

/** Shows a page in a look of its own; gives the function that brings the chosen theme back. */
function borrow(look: 'wall'): () => void {
  document.documentElement.dataset['theme'] = look;
  return () => apply(theme.value);
}

/** The chosen theme and its switch. */
export function useTheme() {
  return { theme: readonly(theme), setTheme, borrow };
}
