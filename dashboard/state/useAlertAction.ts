import { ref } from 'vue';
import type { ActionRequest, AlertDetail, AlertRow, AssignmentView } from '#api/contract/alerts.ts';
import { api, ApiError } from '../lib/api.ts';
import { randomId } from '../lib/random-id.ts';
import { useI18n } from './useI18n.ts';
import { useProblemText } from './useProblemText.ts';

type Action = ActionRequest['action'];
export type ActionValues = Omit<ActionRequest, 'assignmentId' | 'action' | 'version'>;

/** What became of an action; `text` says it to the reader. `possible`: the same action may be tried again. */
export interface ActionResult {
  done: boolean;
  possible: boolean;
  text: string;
}

/** Carries out actions on an alert, once per intent. `onChanged` gets the new state; null asks for a reload. */
export function useAlertAction(onChanged: (detail: AlertDetail | null) => void) {
  const { t } = useI18n();
  const problemText = useProblemText();
  const busy = ref(false);
  // A retry after a lost answer must not act twice: the key stays until the server has answered.
  let pendingKey: string | null = null;

  function conflict({ problem }: ApiError, action: Action): ActionResult {
    const allowed = problem.allowed ?? [];
    const actions = allowed.map((one) => t(`action.${one}`)).join(t('list.join'));
    const reason = problem.title.replace(/[。.]$/, '') || t('action.conflictReason');
    onChanged(null);
    return {
      done: false,
      possible: allowed.includes(action),
      text: actions ? t('action.conflict', { reason, actions }) : t('action.conflictNone', { reason }),
    };
  }

  /** Sends the action with the filled-in fields of its form. */
  async function act(
    target: { alert: AlertRow; assignment: AssignmentView },
    action: Action,
    values: ActionValues = {},
  ): Promise<ActionResult> {
    const { alert, assignment } = target;
    const name = t(`action.${action}`);
    busy.value = true;
    pendingKey ??= randomId();
    try {
      const body = { assignmentId: assignment.id, action, version: alert.version, ...values };
      onChanged(await api.act(alert.id, body, pendingKey));
      pendingKey = null;
      return { done: true, possible: false, text: t('action.done', { action: name, number: alert.number }) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status > 0 && error.status < 500) pendingKey = null;
      if (error.status === 409) return conflict(error, action);
      return { done: false, possible: true, text: t('action.failed', { action: name, reason: problemText(error) }) };
    } finally {
      busy.value = false;
    }
  }
  return { act, busy };
}
