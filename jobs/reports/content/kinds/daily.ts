import type { Snapshot } from '../../snapshot/snapshot.ts';
import { heading, table } from '../blocks.ts';
import type { ReportBody } from '../report-body.ts';
import type { Block } from '../model.ts';
import { categorySection } from '../sections/categories.ts';
import { ratesParagraph } from '../sections/handling.ts';
import { hotspotTable } from '../sections/hotspots.ts';
import { childWord } from '../wording.ts';
import { summaryOf } from './periodic.ts';

/** The daily bulletin: a paragraph, the wards' table, the hotspots, a picture. */
export function dailyBlocks(snapshot: Snapshot): ReportBody {
  const { subject, period, categories } = snapshot;
  // On one day most of what is ranked was said once: that is no hotspot.
  const hotspots = snapshot.hotspots.filter(({ documents }) => documents > 1);
  const blocks: Block[] = [summaryOf({ ...snapshot, hotspots }), ...wardCounts(snapshot)];
  if (hotspots.length > 0) blocks.push(heading(1, '当日热点'), hotspotTable(hotspots, '当日热点', 'hotspots'));
  if (categories.length > 0)
    blocks.push(...categorySection(snapshot).filter(({ kind }) => kind === 'heading' || kind === 'chart'));
  blocks.push(heading(1, '办理情况'), ratesParagraph(snapshot));
  return { title: `${subject.name}民情日报（${period.label}）`, blocks, tellsQuality: false };
}

/**
 * Every ward below, in the order of their codes and not of their counts: a bulletin is no league table. A ward from which
 * nothing arrived is 未报, which a zero would hide.
 */
function wardCounts({ children, subject }: Snapshot): Block[] {
  if (children.length === 0) return [];
  const word = childWord(subject);
  return [
    heading(1, `各${word}受理情况`),
    table(
      {
        id: 'wards',
        caption: `各${word}当日受理情况`,
        note: '按区划代码排列，不作排名；“未报”为当日没有收到该地数据。',
      },
      children,
      [
        [word, 'text', 0.4, ({ name }) => name],
        ['当日件数', 'integer', 0.2, ({ now }) => (now.documents === 0 ? '未报' : now.documents)],
        ['前一日件数', 'integer', 0.2, ({ before }) => before?.documents ?? null],
        ['已回复', 'integer', 0.2, ({ now }) => now.replied],
      ],
      ({ code }) => code,
    ),
  ];
}
