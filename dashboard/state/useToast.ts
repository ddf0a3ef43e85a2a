import { readonly, ref } from 'vue';

export interface Toast {
  id: number;
  tone: 'done' | 'error';
  text: string;
}

/** Long enough to read two lines; errors stay until dismissed. */
const doneMs = 5000;
const toasts = ref<Toast[]>([]);
let last = 0;

/** Short messages about what just happened, read out by screen readers. */
export function useToast() {
  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }
  function show(tone: Toast['tone'], text: string): void {
    const id = ++last;
    // One error at a time: a failing network would stack the same sentence.
    toasts.value = [...toasts.value.filter((toast) => toast.tone !== tone || tone === 'done'), { id, tone, text }];
    if (tone === 'done') setTimeout(() => dismiss(id), doneMs);
  }
  return { toasts: readonly(toasts), show, dismiss };
}
