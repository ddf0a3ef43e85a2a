import type { ActionRequest } from '#api/contract/alerts.ts';

type Action = ActionRequest['action'];
export type ActionField = Exclude<keyof ActionRequest, 'assignmentId' | 'action' | 'version'>;
/** What the form holds while it is filled in: all text, as inputs give it. */
export type ActionInput = Partial<Record<ActionField, string>>;

/** The fields that an action asks for, in order; those in `needed` must be filled in. The server checks again. */
interface ActionForm {
  fields: readonly ActionField[];
  needed: readonly ActionField[];
}

const forms: Record<Action, ActionForm> = {
  approve: { fields: [], needed: [] },
  acknowledge: { fields: [], needed: [] },
  reply: { fields: ['outcome', 'milestone', 'note'], needed: ['outcome', 'note'] },
  resolve: { fields: ['note'], needed: [] },
  return: { fields: ['note', 'basis'], needed: ['note', 'basis'] },
  accept_return: { fields: ['departmentCode', 'note'], needed: ['departmentCode'] },
  reject_return: { fields: ['note'], needed: ['note'] },
  dispute: { fields: ['note'], needed: ['note'] },
  transfer: { fields: ['departmentCode', 'note'], needed: ['departmentCode', 'note'] },
  extend: { fields: ['grant', 'days', 'note'], needed: ['days', 'note'] },
  supervise: { fields: ['level', 'note'], needed: ['level', 'note'] },
  silence: { fields: ['until', 'note'], needed: ['until', 'note'] },
  undo: { fields: [], needed: [] },
  follow_up: { fields: ['result', 'solved', 'unitAtFault', 'note'], needed: ['result'] },
};

/** A reply that does not end the matter; it is sent without an outcome. */
export const interim = 'interim';

/** The options of the fields that are chosen from a few. */
export const choices = {
  outcome: [interim, 'solved', 'partly', 'explained', 'unsolvable'],
  grant: ['yes', 'no'],
  level: ['urge', 'supervise', 'circular'],
  result: ['satisfied', 'basically', 'dissatisfied', 'unreachable'],
  solved: ['solved', 'partly', 'unsolved'],
} as const;

/** The form of an action; an action without fields is done at once. */
export function formOf(action: Action): ActionForm {
  return forms[action];
}

/** The keys of the inbox, for the actions that a person does daily. */
export const actionKeys: Partial<Record<Action, string>> = { acknowledge: 's', reply: 'r', resolve: 'e', return: 'b' };

/** The first needed field that is still empty. */
export function missingField(action: Action, input: ActionInput): ActionField | undefined {
  return forms[action].needed.find((field) => !input[field]?.trim());
}

/** The filled-in fields as the request words them. `until` is a day, meant to its end in the district (UTC+8). */
export function toRequest(input: ActionInput): Partial<Pick<ActionRequest, ActionField>> {
  const { days, until, unitAtFault, outcome, grant, ...texts } = input;
  const filled = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
  return {
    ...filled,
    ...(outcome && outcome !== interim ? { outcome: outcome as NonNullable<ActionRequest['outcome']> } : {}),
    ...(days ? { days: Number(days) } : {}),
    ...(grant === 'no' ? { grant: false } : {}),
    ...(until ? { until: `${until}T15:59:59.000Z` } : {}),
    ...(unitAtFault === 'true' && input.result === 'dissatisfied' ? { unitAtFault: true } : {}),
  };
}
