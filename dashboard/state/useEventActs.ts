import { computed, ref, type Ref } from 'vue';
import type { DocumentView } from '#api/contract/documents.ts';
import { api, type ApiError } from '../lib/api.ts';
import { useI18n } from './useI18n.ts';
import { useProblemText } from './useProblemText.ts';
import { useSession } from './useSession.ts';
import { useToast } from './useToast.ts';

/** What the signed-in person may do to an event: merge another into it, take posts out, undo. */
export function useEventActs(eventId: Ref<string>) {
  const { t } = useI18n();
  const { show } = useToast();
  const problemText = useProblemText();
  const { user } = useSession();
  const mayEdit = computed(() => user.value?.role === 'district_admin' || user.value?.role === 'district_analyst');
  /** The list of what was done, to be read again after each act. */
  const acts = ref<{ reload: () => Promise<void> } | null>(null);
  /** What it is linked with, which an act may change. */
  const matters = ref<{ reload: () => Promise<void> } | null>(null);

  async function run(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      show('done', t('event.actTaken'));
      await Promise.all([acts.value?.reload(), matters.value?.reload()]);
    } catch (error) {
      show('error', problemText(error as ApiError));
    }
  }

  return {
    mayEdit,
    acts,
    matters,
    merge: async (from: string): Promise<void> => {
      if (confirm(t('event.mergeSure'))) await run(() => api.actOnEvent(eventId.value, { kind: 'merge', from }));
    },
    /** Says that another event is the same matter, without merging. */
    link: (to: string): Promise<void> => run(() => api.actOnEvent(eventId.value, { kind: 'link', to })),
    /** Takes posts out, together: they become one new event. */
    detach: (documents: readonly DocumentView[]): Promise<void> =>
      run(() =>
        api.actOnEvent(eventId.value, {
          kind: 'detach',
          documents: documents.map(({ sourceId, externalId }) => ({ sourceId, externalId })),
        }),
      ),
    undo: (actNo: number): Promise<void> => run(() => api.undoEventAct(eventId.value, actNo)),
  };
}
