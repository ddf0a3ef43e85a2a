import type { Compared, DepartmentFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, listed, paragraph, ratio, table } from '../blocks.ts';
import { compareShare, type Share } from '../compare.ts';
import { countFigure, meanFigure, shareFigure } from '../figures.ts';
import type { Block, Inline } from '../model.ts';
import { GROUP_NAMES, inSentence } from '../wording.ts';

/** 五、办理情况: reply, close, escalation; the alerts; the departments; what is overdue. */
export function handlingSection(snapshot: Snapshot): Block[] {
  const { departments } = snapshot;
  const shown = departments.filter(({ alerts, compared }) => alerts > 0 || (compared?.now.valid ?? 0) > 0);
  return [
    heading(1, '办理情况'),
    ratesParagraph(snapshot),
    alertsParagraph(snapshot),
    ...(shown.length > 0 ? [departmentTable(shown)] : []),
    ...overdueParagraph(departments),
  ];
}

const feedback = ({ valid, replied }: { valid: number; replied: number }): Share => ({
  numerator: replied,
  denominator: valid,
});
const close = (of: { valid: number; resolved: number } | null): Share | null =>
  of && { numerator: of.resolved, denominator: of.valid };

/** 反馈率 100%（86/86），办结率 87.2%（75/86），上报 11 件: three numbers, never one. */
export function ratesParagraph({ totals, dutyDays, period }: Pick<Snapshot, 'totals' | 'dutyDays' | 'period'>): Block {
  const { now, before, due, dueBefore } = totals;
  return paragraph(
    'handling.rates',
    '反馈率',
    shareFigure('feedbackRate', 'feedbackRate', feedback(now)),
    // Of one day's few a difference in points is chance.
    period.kind === 'day'
      ? ''
      : compareShare('feedbackRate', 'mom', { now: feedback(now), before: before && feedback(before) }),
    ...closeWords(due, dueBefore, dutyDays),
    '；上报',
    countFigure('escalated', 'escalated', now.escalated),
    '件。',
    now.replyHours === null
      ? ''
      : ['已回复诉求的回复用时中位数为', meanFigure('replyHours', 'replyHours', now.replyHours), '小时。'],
  );
}

function closeWords(due: Compared['due'], dueBefore: Compared['dueBefore'], dutyDays: number): (Inline | Inline[])[] {
  const share = close(due);
  if (!share) return ['；办结率—（当年工作日历未发布，不计应结件）'];
  return [
    '；办结率',
    shareFigure('closeRate', 'closeRate', share),
    compareShare('closeRate', 'mom', { now: share, before: close(dueBefore) }),
    share.denominator === 0 ? '，本期无应结件' : `，分母为按${dutyDays}个工作日应在本期办结的件数`,
  ];
}

function alertsParagraph({ alerts, departments }: Snapshot): Block {
  if (alerts.raised === 0) return paragraph('handling.alerts', '本期没有发出预警。');
  const sum = (of: 'signed' | 'replied' | 'resolved'): Share => ({
    numerator: departments.reduce((total, each) => total + each[of].met, 0),
    denominator: departments.reduce((total, each) => total + each[of].of, 0),
  });
  return paragraph(
    'handling.alerts',
    '本期发出预警',
    countFigure('alerts', 'alerts', alerts.raised),
    '条，已结束',
    countFigure('alertsEnded', 'alertsEnded', alerts.ended),
    '条；按时签收率',
    shareFigure('ackOnTimeRate', 'ackOnTimeRate', sum('signed')),
    '，按时回复率',
    shareFigure('replyOnTimeRate', 'replyOnTimeRate', sum('replied')),
    '，按时办结率',
    shareFigure('onTimeCloseRate', 'onTimeCloseRate', sum('resolved')),
    '；回访满意率',
    shareFigure('satisfactionRate', 'satisfactionRate', {
      numerator: alerts.satisfied.met,
      denominator: alerts.satisfied.of,
    }),
    alerts.supervised === 0
      ? ''
      : ['；督办', countFigure('alertsSupervised', 'alertsSupervised', alerts.supervised), '条'],
    '。',
  );
}

type Column = [string, 'integer' | 'percent', number, (row: DepartmentFacts) => number | null];
/** Left out where no alert was raised: they would be zeros and dashes. */
const ALERT_COLUMNS: Column[] = [
  ['预警', 'integer', 0.09, ({ alerts }) => alerts],
  ['按时签收', 'percent', 0.11, ({ signed }) => ratio(signed.met, signed.of)],
  ['按时回复', 'percent', 0.11, ({ replied }) => ratio(replied.met, replied.of)],
  ['按时办结', 'percent', 0.11, ({ resolved }) => ratio(resolved.met, resolved.of)],
];

function departmentTable(rows: readonly DepartmentFacts[]): Block {
  const sorted = rows.toSorted(
    (a, b) => (b.compared?.now.valid ?? 0) - (a.compared?.now.valid ?? 0) || b.alerts - a.alerts,
  );
  const hasLoad = rows.some(({ compared }) => compared !== null);
  const load: Column[] = [
    ['有效诉求', 'integer', 0.11, ({ compared }) => compared?.now.valid ?? null],
    ['反馈率', 'percent', 0.11, ({ compared }) => (compared ? ratio(compared.now.replied, compared.now.valid) : null)],
    [
      '办结率',
      'percent',
      0.11,
      ({ compared }) => (compared?.due ? ratio(compared.due.resolved, compared.due.valid) : null),
    ],
  ];
  const hasAlerts = rows.some(({ alerts }) => alerts > 0);
  const onTime = hasAlerts ? '三项按时率以时限已到的预警为分母，' : '';
  return table<DepartmentFacts>(
    {
      id: 'departments',
      caption: '各单位办理情况',
      note: `诉求按职责分工归口，不含${GROUP_NAMES}类；${onTime}“—”为分母为零。`,
    },
    sorted,
    [
      ['单位', 'text', hasLoad ? 0.25 : 0.4, ({ name }) => name],
      ...(hasLoad ? load : []),
      ...(hasAlerts ? ALERT_COLUMNS : []),
    ],
    ({ code }) => code,
  );
}

function overdueParagraph(departments: readonly DepartmentFacts[]): Block[] {
  const overdue = departments.flatMap(({ name, overdue: rows }) => rows.map((row) => ({ ...row, name })));
  if (overdue.length === 0) return [];
  const told = overdue.map(({ number, name, title }): Inline[] => [`${number}号“${inSentence(title)}”（${name}）`]);
  return [
    paragraph(
      'handling.overdue',
      '超期未办结的预警',
      countFigure('overdueAlerts', 'overdueAlerts', overdue.length),
      '件次：',
      listed(told, '；'),
      '。',
    ),
  ];
}
