/** Levels, most urgent last, so that a comparison by index is a comparison of urgency: 蓝 黄 橙 红. */
export const alertLevels = ['blue', 'yellow', 'orange', 'red'] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** Alert states: 已生成 已推送 已签收 已回复 已办结 已回访 已归档 退回待定 自动消退 重新打开. */
export const alertStates = [
  'raised',
  'pushed',
  'acked',
  'return_pending',
  'replied',
  'resolved',
  'verified',
  'closed',
  'auto_cleared',
  'reopened',
] as const;
export type AlertState = (typeof alertStates)[number];

/** What a person may do with an alert or an assignment: 核发 签收 回复 办结 退回 提请裁决 … 督办 静默 回访 撤销. */
export type AssignmentAction =
  | 'approve'
  | 'acknowledge'
  | 'reply'
  | 'resolve'
  | 'return'
  | 'accept_return'
  | 'reject_return'
  | 'dispute'
  | 'transfer'
  | 'extend'
  | 'supervise'
  | 'silence'
  | 'follow_up'
  | 'undo';
