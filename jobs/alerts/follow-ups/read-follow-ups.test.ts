import { describe, expect, it } from 'vitest';
import { combineFollowUps } from './combine-follow-ups.ts';
import { readFollowUps, type FollowUpRow } from './read-follow-ups.ts';

describe('the 回访 of the hotline', () => {
  it('are read by the names of their columns, wherever these stand, below a title', () => {
    const { rows, rejects } = readFollowUps([
      ['2020年12月回访情况'],
      ['序号', '是否满意', '工单编号', '是否解决', '是否重办'],
      [1, '满意', '202012120001', '是', ''],
      [2, '不满意', '202012120002', '未解决', '是'],
      [3, '联系不上', '202012120003', '', '是'],
      ['', '', '', '', ''],
    ]);
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      { line: 3, ticketId: '202012120001', result: 'satisfied', solved: 'solved', unitAtFault: false },
      { line: 4, ticketId: '202012120002', result: 'dissatisfied', solved: 'unsolved', unitAtFault: true },
      { line: 5, ticketId: '202012120003', result: 'unreachable', solved: '', unitAtFault: false },
    ]);
  });

  it('that cannot be understood are told by row and reason, and the others taken', () => {
    const { rows, rejects } = readFollowUps([
      ['工单编号', '满意度', '是否解决'],
      ['', '满意', '是'],
      ['t1', '还行吧，就是慢了点，下次希望快一些', '是'],
      ['t2', '满意', '也许'],
      ['t3', '基本满意', '部分解决'],
      ['t3', '满意', '是'],
    ]);
    expect(rows.map(({ ticketId }) => ticketId)).toEqual(['t3']);
    expect(rejects.map(({ line, reason, word }) => [line, reason, word])).toEqual([
      [2, 'no_ticket', ''],
      [3, 'unknown_result', '还行吧，就是慢了点，下次'],
      [4, 'unknown_solved', '也许'],
      [6, 'twice', ''],
    ]);
  });

  it('without the two columns are no such file', () => {
    expect(() => readFollowUps([['工单编号', '标题']])).toThrow('工单编号');
  });
});

const heard = (result: FollowUpRow['result'], solved: FollowUpRow['solved'], unitAtFault = false): FollowUpRow => ({
  line: 1,
  ticketId: 't',
  result,
  solved,
  unitAtFault,
});

describe('several residents on one alert', () => {
  it('are as satisfied as the least satisfied of those who were reached', () => {
    expect(
      combineFollowUps([
        heard('satisfied', 'solved'),
        heard('unreachable', ''),
        heard('dissatisfied', 'partly', true),
        heard('satisfied', 'solved'),
      ]),
    ).toEqual({
      action: 'follow_up',
      result: 'dissatisfied',
      solved: 'partly',
      unitAtFault: true,
      note: '热线回访 4 件：联系不上 1，满意 2，不满意 1',
    });
  });

  it('of whom nobody was reached have said nothing', () => {
    const combined = combineFollowUps([heard('unreachable', ''), heard('unreachable', '')]);
    expect(combined).toMatchObject({ result: 'unreachable', note: '热线回访 2 件：联系不上 2' });
    expect(combined).not.toHaveProperty('solved');
  });
});
