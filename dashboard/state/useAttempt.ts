import { ref } from 'vue';
import { ApiError } from '../lib/api.ts';
import { useProblemText } from './useProblemText.ts';

/** What the server may refuse: whether it is on its way, and its refusal in words. Any other fault is thrown on. */
export function useAttempt() {
  const problemText = useProblemText();
  const busy = ref(false);
  const trouble = ref('');

  /** Whether it was done. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    trouble.value = '';
    try {
      await work();
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      trouble.value = problemText(cause);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, trouble, attempt };
}
