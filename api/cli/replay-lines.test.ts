import { expect, test } from 'vitest';
import { judgeReplay } from '#jobs/hotspots/detect/judge-replay.ts';
import type { Signal } from '#warehouse/model/signal.ts';
import { replayLines } from './replay-lines.ts';

const signal = (kind: Signal['kind'], raised_at: string, event: string): Signal => ({
  signal_id: `${kind}:${event}`,
  kind,
  ward_code: '990113001',
  ward_codes: [],
  topic_code: '0801',
  source_id: kind === 'silence' ? 'hotline' : '',
  raised_at,
  since: raised_at,
  last_at: raised_at,
  observed: 6,
  expected: 0.44,
  dispersion: 1,
  p_value: 1e-7,
  score: 0,
  recurrence_days: 0,
  event_ids: kind === 'silence' ? [] : [event],
  parameters_version: 0,
});
const peak = (event_id: string, reporters: number) => ({ event_id, day: '2020-12-12', reporters });
const telling = {
  from: '2020-12-06T16:00:00.000Z',
  to: '2020-12-13T16:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  tried: [],
  nameOf: { ward: () => '北干街道', topic: () => '道路拥堵', source: () => '12345热线' },
  titleOf: (event: string | undefined) => (event ? `关于${event}` : ''),
};

test('a replay says first how much would have been raised, for nothing and missed, then each in order of time', () => {
  const signals = [
    signal('silence', '2020-12-10T02:00:00.000Z', ''),
    signal('burst', '2020-12-12T03:30:00.000Z', '右转道'),
    signal('burst', '2020-12-08T01:00:00.000Z', '井盖'),
  ];
  const report = judgeReplay(signals, [peak('右转道', 12), peak('井盖', 2), peak('停水', 9)], 7);
  expect(replayLines(report, telling)).toEqual([
    '回放 2020-12-07 00:00 至 2020-12-14 00:00，按现行门槛',
    '',
    '会报出 3 条（突增 2、数据中断 1），平均每周 3.0 条',
    '其中误报 1 条（33%，每周 1.0 条）：报了突增，而那件事最多的一天也不到 5 人',
    '会漏掉 1 件：一天内 8 人以上反映，却没有报出',
    '',
    '会报出（按时间）：',
    '  2020-12-08 09:00  突增  北干街道 道路拥堵  6 人（平时 0.4 人）  关于井盖  ← 误报',
    '  2020-12-10 10:00  数据中断  12345热线',
    '  2020-12-12 11:30  突增  北干街道 道路拥堵  6 人（平时 0.4 人）  关于右转道',
    '',
    '会漏掉（一天内 8 人以上反映）：',
    '  2020-12-12  9 人  关于停水',
  ]);
});

test('a quiet week says so, and which thresholds were tried', () => {
  const lines = replayLines(judgeReplay([], [], 7), { ...telling, tried: ['minReporters=9'] });
  expect(lines).toEqual([
    '回放 2020-12-07 00:00 至 2020-12-14 00:00，门槛改为 minReporters=9',
    '',
    '一条也不会报出；漏掉 0 件。',
  ]);
});
