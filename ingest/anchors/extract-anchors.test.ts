import { expect, test } from 'vitest';
import { createSegmenter } from '../segment/segmenter.ts';
import { extractAnchors } from './extract-anchors.ts';
import { compileGazetteer } from './gazetteer.ts';

const segmenter = createSegmenter({ extraWords: [{ word: '宝山20路', tag: 'nz' }] });
// Loads the dictionary here, where no time limit of a test runs.
segmenter.cut('开始');
const namesIn = (title: string, text = ''): string[] =>
  extractAnchors({ title, text }, segmenter).map((anchor) => anchor.name);

test.each([
  ['云杉花苑小区门口夜宵摊扰民', ['云杉花苑']],
  ['反映青芦家园3期楼道堆物问题', ['青芦家园']],
  ['横五路与育才路路口每天堵车', ['横五路', '育才路']],
  ['梧桐街道云岭新村违建没人管', ['梧桐街道', '云岭新村']],
  ['云岭小学门口接送时段拥堵', ['云岭小学']],
  ['市第六医院停车费太贵', ['第六医院']],
  ['希望810路公交增加班次', ['810路']],
  ['地铁3号线什么时候开通', ['地铁3号线']],
  ['人民东路钢便桥何时拆除', ['人民东路']],
  ['江枫帝景新房有安全隐患', ['江枫帝景']],
  ['跨横五路人行天桥的选址', ['横五路']],
  ['直通云岭湖的出入口', ['云岭湖']],
])('%s names %j', (title, expected) => {
  expect(namesIn(title)).toEqual(expect.arrayContaining(expected));
});

test.each([
  '小区路灯不亮',
  '幼儿园什么时候开学',
  '请问公积金怎么提取',
  '我们公司拖欠工资',
  '该小区电梯又坏了',
  '消防通道被堵',
  '加快省图书馆建设力度',
  '9月份开园的问题',
  '过江隧道匝道的设置',
  'B3南面通道要打开',
  '居民投诉无路的问题',
  '“两证合一”该走什么程序',
])('ordinary words are no names: %s', (title) => {
  expect(namesIn(title)).toEqual([]);
});

test('the gazetteer goes before the patterns and gives the canonical name', () => {
  const gazetteer = compileGazetteer([
    ['罗甸', '罗店镇'],
    ['宝山20路', '宝山20路'],
  ]);
  const anchors = extractAnchors({ title: '罗甸的宝山20路班次太少', text: '' }, segmenter, gazetteer);
  expect(anchors).toMatchObject([
    { kind: 'gazetteer', surface: '罗甸', name: '罗店镇', start: 0, end: 2 },
    { kind: 'gazetteer', surface: '宝山20路', name: '宝山20路', start: 3, end: 8 },
  ]);
});

test('known names are taken from the text even when the title names a place', () => {
  const gazetteer = compileGazetteer([['横五路', '横五路']]);
  const anchors = extractAnchors(
    { title: '云杉花苑门口堵车', text: '从横五路过来要半小时,育才路也堵。' },
    segmenter,
    gazetteer,
  );
  expect(anchors.map(({ name, field }) => [name, field])).toEqual([
    ['云杉花苑', 'title'],
    ['横五路', 'text'],
  ]);
});

test('offsets point at the surface in its field', () => {
  const document = { title: '反映云杉花苑小区的问题', text: '' };
  const [anchor] = extractAnchors(document, segmenter);
  expect(document.title.slice(anchor!.start, anchor!.end)).toBe(anchor!.surface);
  expect(anchor).toMatchObject({ kind: 'estate', field: 'title', name: '云杉花苑' });
});

test('patterns read the text only when nothing else names a place, and only its opening', () => {
  expect(namesIn('云杉花苑漏水', '家住青芦家园')).toEqual(['云杉花苑']);
  expect(namesIn('楼上漏水', '家住青芦家园小区,楼上漏水')).toEqual(['青芦家园']);
  expect(namesIn('楼上漏水', `${'物业不来修。'.repeat(20)}家住青芦家园小区`)).toEqual([]);
});

test('what stands on a floor is no name', () => {
  expect(namesIn('底楼破墙开店')).toEqual([]);
  expect(namesIn('云杉花苑一楼破墙开店')).toEqual(['云杉花苑']);
});

test('an anonymised area is a code, not a place, and does not hide the name after it', () => {
  const anchors = extractAnchors({ title: 'B4区云杉花苑小区停水', text: '' }, segmenter);
  expect(anchors.map(({ kind, name }) => [kind, name])).toEqual([
    ['code', 'B4区'],
    ['estate', '云杉花苑'],
  ]);
});
