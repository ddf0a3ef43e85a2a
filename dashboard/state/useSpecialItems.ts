import { ref } from 'vue';
import type { SpecialItemList } from '#api/contract/special-items.ts';
import { api, ApiError } from '../lib/api.ts';
import { useProblemText } from './useProblemText.ts';
import { useSession } from './useSession.ts';
import { useToast } from './useToast.ts';

/** Grows with each act, so that every list of 专题 on the page is read again. */
const version = ref(0);

/** Opening, closing and reopening 专题, wherever on a page that is done. */
export function useSpecialItems() {
  const problemText = useProblemText();
  const { show } = useToast();
  const { mayAct } = useSession();
  const busy = ref(false);
  const refusal = ref('');

  /** Whether it was done; a refusal stands in `refusal`, and in a toast where no dialog shows it. */
  async function run(
    work: () => Promise<SpecialItemList>,
    done: string,
    options = { inDialog: true },
  ): Promise<boolean> {
    busy.value = true;
    refusal.value = '';
    try {
      await work();
      version.value += 1;
      show('done', done);
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      refusal.value = problemText(cause);
      if (!options.inDialog) show('error', refusal.value);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { api, version, busy, refusal, may: mayAct, run };
}
