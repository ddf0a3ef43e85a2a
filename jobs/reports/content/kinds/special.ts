import type { Snapshot } from '../../snapshot/snapshot.ts';
import { heading, paragraph } from '../blocks.ts';
import { type ReportBody, ReportRefusal } from '../report-body.ts';
import { analysis, hotspotTable } from '../sections/hotspots.ts';
import { inSentence, TREND_WORDS } from '../wording.ts';

/** A special report on one hotspot of the period: what happened, what residents ask, what is done, what is asked of whom. */
export function specialBlocks(snapshot: Snapshot, eventId: string | undefined): ReportBody {
  const hotspot =
    snapshot.special ??
    snapshot.hotspots.find((each) => each.eventId === eventId) ??
    (eventId ? undefined : snapshot.hotspots[0]);
  if (!hotspot)
    throw new ReportRefusal(
      `${snapshot.subject.name}${snapshot.period.label}的公开热点中没有这个事项，不能生成专报。请选它受关注的那一期`,
    );
  const name = inSentence(hotspot.title);
  const [, ...told] = analysis(hotspot, 1);
  const { department, trend, quote } = hotspot;
  const reply = quote && quote.reply !== '' ? `已有答复：“${quote.reply}”` : '尚无公开答复。';
  return {
    title: `关于“${name}”的专报`,
    blocks: [
      heading(1, '基本情况'),
      ...told,
      hotspotTable([hotspot], '热点情况', 'hotspot'),
      heading(1, '办理情况'),
      paragraph('special.reply', `主办单位为${department}。${reply}`),
      heading(1, '研判与建议'),
      paragraph(
        'special.advice',
        `该热点${TREND_WORDS[trend]}。建议由${department}牵头，会同属地到现场核查，明确措施和时限，在原平台公开答复，办结后回访。`,
      ),
    ],
    tellsQuality: false,
  };
}
