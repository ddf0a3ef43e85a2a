import { ref } from 'vue';
import type { ActionRequest, AlertDetail, AlertRow, AssignmentView } from '#api/contract.ts';
import { api, ApiError } from '../lib/api.ts';
import { randomId } from '../lib/random-id.ts';
import { useI18n } from './useI18n.ts';
import { useProblemText } from './useProblemText.ts';
import { useToast } from './useToast.ts';

type Action = ActionRequest['action'];
export type ActionValues = Omit<ActionRequest, 'assignmentId' | 'action' | 'version'>;

/** Carries out actions on an alert: once per intent, with a clear word on success, conflict and failure. */
export function useAlertAction(onChanged: (detail: AlertDetail | null) => void) {
  const { t } = useI18n();
  const { show } = useToast();
  const problemText = useProblemText();
  const busy = ref(false);
  // A retry after a lost answer must not act twice: the key stays until the server has answered.
  let pendingKey: string | null = null;

  function tellConflict(error: ApiError): void {
    const allowed = error.problem.allowed ?? [];
    const actions = allowed.map((action) => t(`action.${action}`)).join(t('list.join'));
    const reason = error.problem.title.replace(/[。.]$/, '') || t('action.conflictReason');
    show('error', actions ? t('action.conflict', { reason, actions }) : t('action.conflictNone', { reason }));
    onChanged(null);
  }

  /** True when the action was accepted. `values` are the filled-in fields of its form. */
  async function act(
    target: { alert: AlertRow; assignment: AssignmentView },
    action: Action,
    values: ActionValues = {},
  ): Promise<boolean> {
    if (busy.value) return false;
    const { alert, assignment } = target;
    busy.value = true;
    pendingKey ??= randomId();
    try {
      const body = { assignmentId: assignment.id, action, version: alert.version, ...values };
      onChanged(await api.act(alert.id, body, pendingKey));
      pendingKey = null;
      show('done', t('action.done', { action: t(`action.${action}`), number: alert.number }));
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status > 0 && error.status < 500) pendingKey = null;
      if (error.status === 409) tellConflict(error);
      else show('error', t('action.failed', { action: t(`action.${action}`), reason: problemText(error) }));
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { act, busy };
}
