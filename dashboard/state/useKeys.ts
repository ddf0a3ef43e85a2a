import { onMounted, onUnmounted } from 'vue';

/** True when a key press belongs to a field or to an open dialog, not to the page. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(target?.closest('input, textarea, select, [contenteditable], dialog'));
}

/** Binds single keys of the page while the component lives; keys with Ctrl, Alt or Meta stay the browser's. */
export function useKeys(bindings: Record<string, (event: KeyboardEvent) => void>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const action = bindings[event.key];
    if (!action || isTaken(event)) return;
    // Enter on a link or button is that control's own.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button')) return;
    event.preventDefault();
    action(event);
  }
  onMounted(() => window.addEventListener('keydown', onKeydown));
  onUnmounted(() => window.removeEventListener('keydown', onKeydown));
}
