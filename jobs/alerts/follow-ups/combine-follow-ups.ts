import type { AlertAction } from '../contract.ts';
import type { FollowUpResult, FollowUpRow, FollowUpSolved } from './read-follow-ups.ts';

const worstResult: readonly FollowUpResult[] = ['dissatisfied', 'basically', 'satisfied', 'unreachable'];
const worstSolved: readonly FollowUpSolved[] = ['unsolved', 'partly', 'solved', ''];
const names: Record<FollowUpResult, string> = {
  satisfied: '满意',
  basically: '基本满意',
  dissatisfied: '不满意',
  unreachable: '联系不上',
};

/**
 * The one 回访 of an alert on a matter that several residents were asked about: as the least satisfied of those who were
 * reached says, because a matter is not settled while one of them finds it is not. The note counts all of them.
 */
export function combineFollowUps(rows: readonly FollowUpRow[]): Extract<AlertAction, { action: 'follow_up' }> {
  const result = worstResult.find((each) => rows.some((row) => row.result === each)) ?? 'unreachable';
  const solved = worstSolved.find((each) => rows.some((row) => row.solved === each)) ?? '';
  const counts = worstResult.toReversed().flatMap((each) => {
    const count = rows.filter((row) => row.result === each).length;
    return count > 0 ? [`${names[each]} ${count}`] : [];
  });
  return {
    action: 'follow_up',
    result,
    unitAtFault: rows.some((row) => row.unitAtFault),
    ...(solved === '' ? {} : { solved }),
    note: `热线回访 ${rows.length} 件：${counts.join('，')}`,
  };
}
