import type { ActionRequest } from '#api/contract.ts';

type Action = ActionRequest['action'];
export type ActionField = 'note' | 'outcome' | 'departmentCode' | 'until';

/** What an action asks of its person. `needed` fields must be filled in; the server checks again. */
interface ActionForm {
  fields: readonly ActionField[];
  needed: readonly ActionField[];
}

const forms: Record<Action, ActionForm> = {
  acknowledge: { fields: [], needed: [] },
  reply: { fields: ['note', 'outcome'], needed: ['note', 'outcome'] },
  resolve: { fields: ['note', 'outcome'], needed: ['note', 'outcome'] },
  return: { fields: ['note'], needed: ['note'] },
  accept_return: { fields: ['note'], needed: [] },
  reject_return: { fields: ['note'], needed: ['note'] },
  transfer: { fields: ['departmentCode', 'note'], needed: ['departmentCode', 'note'] },
  extend: { fields: ['until', 'note'], needed: ['until', 'note'] },
  supervise: { fields: ['note'], needed: ['note'] },
  silence: { fields: ['until', 'note'], needed: ['until', 'note'] },
  approve: { fields: ['note'], needed: [] },
  follow_up: { fields: ['note'], needed: ['note'] },
};

/** The form of an action; an action without fields is done at once. */
export function formOf(action: Action): ActionForm {
  return forms[action];
}

/** The keys of the inbox, and the actions that a person does daily. */
export const actionKeys: Partial<Record<Action, string>> = { acknowledge: 's', reply: 'r', resolve: 'e', return: 'b' };

/** The first needed field that is still empty. */
export function missingField(action: Action, values: Partial<Record<ActionField, string>>): ActionField | undefined {
  return forms[action].needed.find((field) => !values[field]?.trim());
}
