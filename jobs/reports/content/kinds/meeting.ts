import { fullDay } from '../../period.ts';
import type { HotspotFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, listed, paragraph, table } from '../blocks.ts';
import type { ReportBody } from '../report-body.ts';
import { countFigure } from '../figures.ts';
import type { Block, Inline } from '../model.ts';
import { ratesParagraph } from '../sections/handling.ts';
import { hotspotTable } from '../sections/hotspots.ts';
import { outlookSection } from '../sections/outlook.ts';
import { askedOf, inSentence } from '../wording.ts';
import { summaryOf } from './periodic.ts';

/** Material of the 推进会: the top issues, who is late, and the action items, each with an owner and a date to fill in. */
export function meetingBlocks(snapshot: Snapshot): ReportBody {
  const { subject, period, hotspots } = snapshot;
  const blocks: Block[] = [
    summaryOf(snapshot),
    heading(1, '重点问题'),
    ...(hotspots.length > 0
      ? [hotspotTable(hotspots, '重点问题清单', 'hotspots')]
      : [paragraph('hotspots.none', '本期没有多人反映同一事项的热点。')]),
    heading(1, '办理情况'),
    ratesParagraph(snapshot),
    ...overdue(snapshot),
    ...outlookSection(snapshot),
    heading(1, '会议议定事项'),
    actionTable(hotspots),
    paragraph('actions.after', '以上事项由会议议定，各责任单位按完成时限逐项落实，下次会议通报进展。'),
  ];
  return { title: `${subject.name}${period.label}民情推进会材料`, blocks, tellsQuality: false };
}

function overdue({ departments }: Snapshot): Block[] {
  const late = departments.filter(({ overdue: rows }) => rows.length > 0);
  if (late.length === 0) return [paragraph('overdue.none', '没有超期未办结的预警。')];
  return late.map(({ code, name, overdue: rows }) =>
    paragraph(
      `overdue.${code}`,
      `${name}超期`,
      countFigure(`overdue.${code}`, 'overdueAlerts', rows.length),
      '件：',
      listed(
        rows.map(({ number, title, dueDay }): Inline[] => [
          `${number}号“${inSentence(title)}”（应于${dueDay === '' ? '—' : fullDay(dueDay)}办结）`,
        ]),
        '；',
      ),
      '。',
    ),
  );
}

/** Owner as routed, date left to the meeting. */
function actionTable(hotspots: readonly HotspotFacts[]): Block {
  const open = hotspots.filter(({ openDocuments }) => openDocuments > 0);
  return table(
    { id: 'actions', caption: '议定事项', note: '责任单位按职责分工预填，完成时限由会议议定。' },
    open.length > 0 ? open : hotspots.slice(0, 1),
    [
      ['序', 'integer', 0.07, (_, index) => index + 1],
      ['事项', 'text', 0.41, (hotspot) => `${askedOf(hotspot)}“${inSentence(hotspot.title)}”`],
      ['责任单位', 'text', 0.26, ({ department }) => department],
      ['完成时限', 'text', 0.26, () => '　　年　月　日'],
    ],
    ({ eventId }) => eventId,
  );
}
