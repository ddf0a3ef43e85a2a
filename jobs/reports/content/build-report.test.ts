import { describe, expect, test } from 'vitest';
import { plainText } from './blocks.ts';
import { parsePeriod } from '../period.ts';
import { sampleHotspot, sampleSnapshot } from '../testing/sample-snapshot.ts';
import { buildReport } from './build-report.ts';
import { blocksOf } from './finish-model.ts';
import { METRICS } from './metrics.ts';
import type { ReportModel } from './model.ts';
import { ReportRefusal } from './report-body.ts';
import { reportKinds } from './report-kinds.ts';

const issuer = '滨江区社会建设办公室';
const sentence = (model: ReportModel, id: string): string => {
  const block = blocksOf(model).find((each) => each.kind === 'paragraph' && each.id === id);
  return block?.kind === 'paragraph' ? plainText(block.inlines) : '';
};
const monthly = buildReport(sampleSnapshot(), { kind: 'monthly', issuer });

describe('the monthly report', () => {
  test('says the three numbers of handling apart, each with what it is of', () => {
    expect(sentence(monthly, 'handling.rates')).toContain('反馈率100%（86/86）');
    expect(sentence(monthly, 'handling.rates')).toContain('办结率87.2%（75/86）');
    expect(sentence(monthly, 'handling.rates')).toContain('上报11件');
  });

  test('prints — where there is nothing to divide by', () => {
    const none = { valid: 0, resolved: 0 };
    const { totals } = sampleSnapshot();
    const model = buildReport(sampleSnapshot({ totals: { ...totals, due: none } }), { kind: 'monthly', issuer });
    expect(sentence(model, 'handling.rates')).toContain('办结率—，本期无应结件');
  });

  test('has a summary of at most 150 characters', () => {
    expect([...sentence(monthly, 'summary')].length).toBeLessThanOrEqual(150);
    const long = Array.from({ length: 10 }, (_, at) => sampleHotspot(at, { title: '很长的标题'.repeat(12) }));
    const model = buildReport(sampleSnapshot({ hotspots: long }), { kind: 'monthly', issuer });
    expect([...sentence(model, 'summary')].length).toBeLessThanOrEqual(150);
  });

  test('counts the hotspots that reach the line apart from those that come first, and tells two of one name apart', () => {
    const twice = [1, 2].map((rank) => sampleHotspot(rank, { title: '灭火器过期', wardName: `第${rank}居委` }));
    const none = buildReport(sampleSnapshot({ hotCount: 0, hotspots: twice }), { kind: 'monthly', issuer });
    expect(sentence(none, 'summary')).toContain(
      '没有达到预警热度的热点，热度居前的是“第1居委灭火器过期”“第2居委灭火器过期”。',
    );
    expect(sentence(none, 'hotspots.count')).toContain('没有热度60以上、达到预警热度的热点。居前的见下表。');
  });

  test('asks an office to answer a question, to study a proposal, and to mend what is broken', () => {
    const hotspots = [
      sampleHotspot(1),
      sampleHotspot(2, { title: '退休手续怎么办', topicCode: '1402' }),
      sampleHotspot(3, { title: '建议增设垃圾桶' }),
    ];
    const words = blocksOf(buildReport(sampleSnapshot({ hotspots }), { kind: 'monthly', issuer })).flatMap((block) =>
      block.kind === 'paragraph' && block.id.startsWith('advice.') ? [plainText(block.inlines)] : [],
    );
    expect(words[0]).toContain('“第1条路的路灯不亮”查明原因、现场处置并公开答复；');
    expect(words[0]).toContain('“退休手续怎么办”核准政策口径，公开解答并逐件答复到人；');
    expect(words[0]).toContain('“建议增设垃圾桶”研究可行性，公开答复采纳情况；');
  });

  test('advises each unit of its own matters only, also where the unit has no other figures', () => {
    const hotspots = [
      sampleHotspot(1, { department: '公安交警支队', title: '路口拥堵' }),
      sampleHotspot(2, { department: '公安分局', title: '电动车被盗' }),
    ];
    const model = buildReport(sampleSnapshot({ hotspots, departments: [] }), { kind: 'monthly', issuer });
    expect(sentence(model, 'advice.公安分局')).toMatch(/^公安分局：就“电动车被盗”[^“]*$/);
    expect(sentence(model, 'advice.公安交警支队')).toMatch(/^公安交警支队：就“路口拥堵”[^“]*$/);
  });

  test('names a place once where the ward is named after it', () => {
    const hotspots = [sampleHotspot(1, { wardName: '柳行新村居委', place: '柳行新村' })];
    const model = buildReport(sampleSnapshot({ hotspots }), { kind: 'monthly', issuer });
    expect(sentence(model, 'hot1.facts')).toMatch(/^柳行新村居委，路灯类/);
  });

  test('says that no category stands out where all have to stand together', () => {
    const rest = [{ code: '', name: '', documents: 120, reporters: null, before: null }];
    const model = buildReport(sampleSnapshot({ categories: rest }), { kind: 'weekly', issuer });
    expect(sentence(model, 'categories.leading')).toBe('诉求较为分散，不单列类别。');
    expect(model.blocks.some((block) => block.kind === 'chart' && block.id === 'categories.bars')).toBe(false);
  });

  test('compares no rate of the few of one day with the day before', () => {
    const day = sampleSnapshot({ period: parsePeriod('2020-11-09')! });
    expect(sentence(buildReport(day, { kind: 'daily', issuer }), 'handling.rates')).not.toMatch(/反馈率[^；]*环比/);
  });

  test('says 环比 and 同比 only for what they are', () => {
    expect(sentence(monthly, 'overall.volume')).toContain('环比上升20%（上期100件），上年同期无数据，不作同比');
  });

  test('tells what was announced before a peak without calling it the cause', () => {
    const announced = sampleHotspot(1, { announcements: [{ day: '2020-11-16', title: '关于育才路路灯检修的公告' }] });
    const model = buildReport(sampleSnapshot({ hotspots: [announced] }), { kind: 'monthly', issuer });
    expect(sentence(model, 'hot1.facts')).toContain(
      '此前同一地点发布过11月16日《关于育才路路灯检修的公告》，时间上相连',
    );
  });

  test('names the weather of the busiest day beside it, and says nothing of an ordinary one', () => {
    const weather = [
      { day: '2020-11-08', rainMm: 62.5, temperature: 18 },
      { day: '2020-11-20', rainMm: 30, temperature: 12 },
    ];
    const days = sampleSnapshot().days.map(([day]): [string, number] => [day, day === '2020-11-09' ? 9 : 3]);
    const model = buildReport(sampleSnapshot({ days, weather }), { kind: 'monthly', issuer });
    expect(sentence(model, 'overall.rhythm')).toBe(
      '单日最高为11月9日，9件，前一日有暴雨（62.5毫米），时间上相连。期内大雨以上2天，最大为11月8日62.5毫米。',
    );
    const dry = [{ day: '2020-11-09', rainMm: 2, temperature: 20 }];
    expect(
      sentence(buildReport(sampleSnapshot({ days, weather: dry }), { kind: 'monthly', issuer }), 'overall.rhythm'),
    ).toBe('单日最高为11月9日，9件。');
  });

  test('holds nothing of what only leaders may read', () => {
    expect(JSON.stringify(monthly)).not.toContain('邻里纠纷');
  });

  test('names no category whose count betrays a small cell', () => {
    const table = blocksOf(monthly).find((block) => block.kind === 'table' && block.id === 'categories');
    expect(table?.kind === 'table' && table.rows.at(-1)?.cells).toEqual([
      '其他类别（合并）',
      5,
      5 / 120,
      null,
      null,
      null,
    ]);
  });
});

describe('every kind of report', () => {
  test.each(reportKinds.filter((kind) => kind !== 'notice'))('%s is made of the same snapshot', (kind) => {
    const model = buildReport(sampleSnapshot(), { kind, issuer });
    expect(model.title).not.toBe('');
    expect(model.blocks.length).toBeGreaterThan(3);
  });

  test.each(['daily', 'special'] as const)('%s says below its last table what its figures count', (kind) => {
    const model = buildReport(sampleSnapshot(), { kind, issuer });
    const last = model.blocks.findLast((block) => block.kind === 'table');
    expect(last?.kind === 'table' && last.note).toContain('受理件数：期内发布的诉求');
    expect(last?.kind === 'table' && last.note).toContain(`统计编号${model.snapshotId}`);
    expect(model.attachments).toEqual([]);
  });

  test.each(reportKinds.filter((kind) => kind !== 'notice'))('%s prints no id of a metric', (kind) => {
    const { blocks, attachments } = buildReport(sampleSnapshot(), { kind, issuer });
    const cells = blocksOf({ blocks, attachments }).flatMap((block) =>
      block.kind === 'table' ? [block.note ?? '', ...block.rows.flatMap((row) => row.cells.map(String))] : [],
    );
    expect(cells.filter((cell) => Object.keys(METRICS).includes(cell))).toEqual([]);
  });

  test('story C1: a daily bulletin ranks nobody and calls silence 未报', () => {
    const { children } = sampleSnapshot();
    const silent = { ...children[0]!, code: '990113002', name: '罗店镇', now: { ...children[0]!.now, documents: 0 } };
    const period = parsePeriod('2020-11-09')!;
    const model = buildReport(sampleSnapshot({ period, children: [silent, children[0]!] }), { kind: 'daily', issuer });
    const table = model.blocks.find((block) => block.kind === 'table' && block.id === 'wards');
    expect(table?.kind === 'table' && table.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['罗店镇', '未报'],
      ['淞南镇', 120],
    ]);
  });

  test('meeting material lists the action items with their owner and a date to fill in', () => {
    const model = buildReport(sampleSnapshot(), { kind: 'meeting', issuer });
    const table = model.blocks.find((block) => block.kind === 'table' && block.id === 'actions');
    expect(table?.kind === 'table' && table.rows[0]!.cells).toEqual([
      1,
      '解决“第1条路的路灯不亮”',
      '区建管委',
      '　　年　月　日',
    ]);
  });

  test('keeps the name of a source apart from its number', () => {
    const [one] = sampleSnapshot().sources;
    const report = buildReport(sampleSnapshot({ sources: [{ ...one!, name: '12345', documents: 8 }] }), {
      kind: 'monthly',
      issuer,
    });
    expect(sentence(report, 'overall.sources')).toContain('12345平台8件');
  });

  test('a 督办单 goes to a department with overdue alerts, and is refused otherwise', () => {
    const subject = {
      kind: 'department',
      code: 'zhujian',
      name: '区建管委',
      level: 'department',
      residents: 0,
    } as const;
    const notice = buildReport(sampleSnapshot({ subject }), { kind: 'notice', issuer });
    expect(sentence(notice, 'notice.facts')).toContain('有1件超过办结时限');
    expect(notice.attachments).toEqual([]);
    expect(notice.coverage).toBe('数据区间：2020年11月1日至11月30日');
    const listed = notice.blocks.find((block) => block.kind === 'table');
    expect(listed?.kind === 'table' && listed.note).toContain(`统计编号${notice.snapshotId}`);
    expect(listed?.kind === 'table' && listed.rows[0]!.cells).toContain('2020年11月25日');
    expect(() => buildReport(sampleSnapshot({ subject, departments: [] }), { kind: 'notice', issuer })).toThrow(
      ReportRefusal,
    );
  });

  test('a special report tells of a hotspot of any place, and is refused for one that is not among those of the period', () => {
    const asked = { kind: 'special', issuer, eventId: 'e99' } as const;
    expect(() => buildReport(sampleSnapshot(), asked)).toThrow(ReportRefusal);
    const special = { ...sampleHotspot(1), eventId: 'e99', title: '第五十名的事' };
    expect(buildReport(sampleSnapshot({ special }), asked).title).toBe('关于“第五十名的事”的专报');
  });
});
