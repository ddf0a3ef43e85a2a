import type { HotspotFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, paragraph } from '../blocks.ts';
import { countFigure, trimmed } from '../figures.ts';
import type { Block, Inline } from '../model.ts';
import { askedOf, dayRuns, inSentence, namesOf } from '../wording.ts';

const CASES = 2;

/** 六、典型案例: masked, public posts only; a solved one first, since it shows how. */
export function caseSection({ hotspots }: Snapshot): Block[] {
  const told = hotspots.filter(({ quote }) => quote !== null && quote.reply !== '');
  const cases = told.toSorted((a, b) => Number(b.quote!.resolved) - Number(a.quote!.resolved)).slice(0, CASES);
  if (cases.length === 0) return [];
  return [heading(1, '典型案例'), ...cases.flatMap(caseBlocks)];
}

function caseBlocks({ title, quote, department }: HotspotFacts, index: number): Block[] {
  const { text, reply, wardName, resolved } = quote!;
  return [
    heading(2, inSentence(title)),
    {
      ...paragraph(`case${index + 1}.text`, `居民反映${wardName === '' ? '' : `（${wardName}）`}：“${text}”`),
      isQuote: true,
    },
    paragraph(
      `case${index + 1}.reply`,
      `办理答复（${department}）：“${reply}”${resolved ? '该件已办结。' : '该件尚在办理。'}`,
    ),
  ];
}

/**
 * What a month brings by the season in a city of the Yangtze delta: what city offices prepare for each year. Said apart
 * from what last year's own numbers show.
 */
const BY_SEASON: Record<number, string> = {
  1: '防冻保暖、用水用气、年关欠薪和烟花爆竹',
  2: '春节前后烟花爆竹、环境卫生和返岗用工',
  3: '春季施工、绿化修剪和扬尘',
  4: '施工扰民、占道设摊和房屋修缮',
  5: '汛前排查、蚊虫和夜市扰民',
  6: '防汛排水、房屋渗漏和考试期间噪声',
  7: '高温供水供电、积水、台风和树木倒伏',
  8: '高温用电、台风暴雨和暑期场地噪声',
  9: '开学交通、台风暴雨和业委会换届',
  10: '节后环境卫生、秋季施工和广场舞噪声',
  11: '供暖供气检修、落叶清扫和消防通道',
  12: '防冻保暖、岁末欠薪、消防和年终收费',
};
const MOST_SEASONAL = 3;

/** 七、趋势研判与预警: what grows, what comes back each year, what the calendar brings. */
export function outlookSection(snapshot: Snapshot): Block[] {
  const { hotspots, period, nextHolidays, seasonal } = snapshot;
  const growing = hotspots.filter(({ trend }) => trend === 'intensifying' || trend === 'new').slice(0, CASES + 1);
  const nextMonth = (Number(period.firstDay.slice(5, 7)) % 12) + 1;
  const blocks: Block[] = [heading(1, '趋势研判与预警')];
  blocks.push(
    paragraph(
      'outlook.growing',
      growing.length === 0 ? '居前的热点中没有新出现或加剧的' : `新出现或加剧的热点有${namesOf(growing)}，需持续关注`,
      unclosed(hotspots, growing.length === 0 ? '，有' : '；居前的热点中有'),
    ),
  );
  const fromLastYear = seasonal
    .slice(0, MOST_SEASONAL)
    .map(
      ({ name, now, next }) =>
        `${name}（上年由${now}件到${next}件${now > 0 ? `，增${trimmed((100 * (next - now)) / now)}%` : ''}）`,
    );
  const holidays = nextHolidays.length > 0 ? `下期${dayRuns(nextHolidays)}为法定节假日，请安排值守。` : '';
  const season = period.kind === 'month' ? `按时令，${nextMonth}月须关注${BY_SEASON[nextMonth]}等问题。` : '';
  const year = fromLastYear.length > 0 ? `按上年同期，下期上升较多的是${fromLastYear.join('、')}。` : '';
  if (holidays + season + year !== '') blocks.push(paragraph('outlook.next', `${year}${season}${holidays}`));
  return blocks;
}

function unclosed(hotspots: readonly HotspotFacts[], before: string): Inline[] {
  const late = hotspots.filter(({ overdueDays }) => overdueDays > 0);
  if (late.length === 0) return ['。'];
  return [before, countFigure('lateHotspots', 'lateHotspots', late.length), '个存在超期未办结的诉求。'];
}

/** Departments that a report advises; the rest stand in the table. */
const ADVISED = 5;

/** 八、工作建议: by department, from its hotspots and what it is late with. */
export function adviceSection({ departments, hotspots, subject }: Snapshot): Block[] {
  const late = new Map(departments.map(({ name, overdue }) => [name, overdue.length]));
  const names = new Set([...hotspots.map(({ department }) => department), ...late.keys()]);
  const advised = [...names]
    .map((name) => ({
      name,
      code: departments.find((each) => each.name === name)?.code ?? name,
      hot: hotspots.filter(({ department }) => department === name),
      overdue: late.get(name) ?? 0,
    }))
    .filter(({ hot, overdue }) => hot.length + overdue > 0)
    .toSorted((a, b) => b.hot.length + b.overdue - (a.hot.length + a.overdue))
    .slice(0, subject.kind === 'department' ? 1 : ADVISED);
  const title = heading(1, '工作建议');
  if (advised.length === 0)
    return [title, paragraph('advice.none', '各单位按职责办理本期诉求，临近时限的提前处置，答复到人。')];
  return [title, ...advised.map(advice)];
}

/** What is advised, by what a matter asks. */
const HOW = {
  解决: '查明原因、现场处置并公开答复',
  答复: '核准政策口径，公开解答并逐件答复到人',
  研究: '研究可行性，公开答复采纳情况',
} as const;

interface Advised {
  name: string;
  code: string;
  hot: readonly HotspotFacts[];
  overdue: number;
}

function advice({ code, name, hot, overdue }: Advised): Block {
  const points: Inline[] = [];
  const told = hot.slice(0, 3);
  for (const [asked, how] of Object.entries(HOW)) {
    const these = told.filter((each) => askedOf(each) === asked);
    if (these.length > 0) points.push(`就${namesOf(these)}${how}；`);
  }
  if (overdue > 0)
    points.push(
      '对',
      countFigure(`advice.${code}.overdue`, 'overdueAlerts', overdue),
      '件超期预警限期办结并说明原因；',
    );
  const late = hot.filter(({ overdueDays }) => overdueDays > 0);
  if (late.length > 0) points.push('对超期未办结的诉求限期办结、逐件回访；');
  const last = points.at(-1);
  const ended = typeof last === 'string' ? [...points.slice(0, -1), last.replace(/；$/, '。')] : [...points, '。'];
  return paragraph(`advice.${code}`, `${name}：`, ended);
}
