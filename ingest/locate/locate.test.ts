import { beforeAll, describe, expect, it } from 'vitest';
import { districtSchema, type District } from '#warehouse/model/district.ts';
import { buildGazetteer, gazetteerNames, type Gazetteer } from './gazetteer.ts';
import { locate, type LocateInput } from './locate.ts';

const luodian = '310113101';
const gucun = '310113109';
const zhongshan = '310113005';
const xincheng1 = `${luodian}001`;
const xincheng2 = `${luodian}002`;
const lianhe = `${luodian}003`;
const guzhou = `${gucun}001`;
const heping = `${gucun}002`;
const qianxi = `${zhongshan}001`;

const community = (code: string, name: string, estates: object[] = [], aliases: string[] = []) => ({
  code,
  name,
  aliases,
  estates,
});
const district: District = districtSchema.parse({
  code: '310113',
  name: '宝山区',
  streets: [
    {
      code: luodian,
      name: '罗店镇',
      communities: [
        community(xincheng1, '新城一村居委会', [
          { name: '阳光苑小区' },
          { name: '美兰湖花园', aliases: ['美兰湖一期'] },
        ]),
        community(xincheng2, '新城二村居委会', [{ name: '金色家园' }]),
        community(lianhe, '联合村委会'),
      ],
    },
    {
      code: gucun,
      name: '顾村镇',
      communities: [
        community(guzhou, '菊盛社区居委会', [{ name: '金色家园' }]),
        community(heping, '和平社区居委会', [{ name: '馨佳园' }], ['和平里']),
      ],
    },
    {
      code: zhongshan,
      name: '中山路街道',
      communities: [community(qianxi, '乾溪新村居委会'), community(`${zhongshan}002`, '人民路社区居委会')],
    },
  ],
  places: [
    { name: '宝山20路', kind: 'transit', wards: [xincheng1, xincheng2, lianhe] },
    { name: '横五路', kind: 'road', wards: [xincheng1, heping] },
    { name: '中山路', kind: 'road' },
    { name: '新城北路', kind: 'road', wards: [heping] },
    { name: '罗店医院', kind: 'hospital', aliases: ['罗医'], wards: [xincheng2] },
  ],
  departments: [{ code: 'cg', name: '城管局', line: '城管' }],
  routing: [{ topic: '', lead: 'cg' }],
});

let gazetteer: Gazetteer;
beforeAll(() => {
  gazetteer = buildGazetteer(district);
});
const at = (patch: Partial<LocateInput>) =>
  locate({ title: '', text: '', wardHint: '', estate: '', sourceWard: '', ...patch }, gazetteer);

describe('the ward of a document', () => {
  const rows: { name: string; input: Partial<LocateInput>; wardCode: string }[] = [
    { name: 'nothing known is unlocated', input: { text: '电梯坏了' }, wardCode: '' },
    { name: 'the hint by code', input: { wardHint: xincheng1 }, wardCode: xincheng1 },
    { name: 'a hint by an unknown code of a known street', input: { wardHint: `${luodian}999` }, wardCode: luodian },
    { name: 'the hint by full name', input: { wardHint: '新城一村居委会' }, wardCode: xincheng1 },
    { name: 'the hint as a path', input: { wardHint: '宝山区/罗店镇/联合村' }, wardCode: lianhe },
    { name: 'the hint before the text', input: { wardHint: '顾村镇', text: '新城一村' }, wardCode: gucun },
    { name: 'the text deepens the hint', input: { wardHint: '罗店镇', text: '新城一村电梯坏了' }, wardCode: xincheng1 },
    { name: 'an unknown hint is left aside', input: { wardHint: '某某街道', text: '罗店镇' }, wardCode: luodian },
    { name: 'a community without its ending', input: { text: '新城一村停水' }, wardCode: xincheng1 },
    { name: 'a street without its ending', input: { text: '罗店停水' }, wardCode: luodian },
    { name: 'the district alone', input: { text: '宝山什么时候供暖' }, wardCode: '310113' },
    { name: 'the deepest of a chain', input: { text: '宝山区罗店镇新城一村停水' }, wardCode: xincheng1 },
    { name: 'an estate lies in its community', input: { text: '阳光苑漏水' }, wardCode: xincheng1 },
    { name: 'an alias of an estate', input: { text: '美兰湖一期漏水' }, wardCode: xincheng1 },
    {
      name: 'two communities of a street give the street',
      input: { text: '新城一村和新城二村停水' },
      wardCode: luodian,
    },
    { name: 'two streets give the district', input: { text: '罗店镇和顾村镇停水' }, wardCode: '310113' },
    {
      name: 'the title decides against the text',
      input: { title: '新城一村停水', text: '顾村镇没停' },
      wardCode: xincheng1,
    },
    { name: 'an estate of two streets alone gives the district', input: { text: '金色家园停水' }, wardCode: '310113' },
    {
      name: 'an estate of two streets by the source',
      input: { text: '金色家园停水', sourceWard: gucun },
      wardCode: guzhou,
    },
    { name: 'an estate of two streets by another mention', input: { text: '罗店镇金色家园停水' }, wardCode: xincheng2 },
    { name: 'an estate of two streets by the hint', input: { wardHint: '顾村', estate: '金色家园' }, wardCode: guzhou },
    { name: 'the source where the text names none', input: { text: '停水', sourceWard: luodian }, wardCode: luodian },
    { name: 'the source below the district', input: { text: '宝山区停水', sourceWard: luodian }, wardCode: luodian },
    { name: 'a mention against the source', input: { text: '顾村镇停水', sourceWard: luodian }, wardCode: gucun },
    { name: 'a road alone gives the ward of all its wards', input: { text: '宝山20路末班车' }, wardCode: luodian },
    { name: 'a hospital does not move a located document', input: { text: '顾村镇居民去罗店医院' }, wardCode: gucun },
    { name: 'a community with a word for a name needs its ending', input: { text: '和平社区停水' }, wardCode: heping },
    { name: 'a word is no community', input: { text: '邻里要和平相处' }, wardCode: '' },
    { name: 'a word right behind its street is a community', input: { text: '顾村镇和平停水' }, wardCode: heping },
    { name: 'a word behind another street is none', input: { text: '罗店镇和平停水' }, wardCode: luodian },
    { name: 'a short name in the hint', input: { wardHint: '顾村镇-和平' }, wardCode: heping },
    { name: 'an alias is trusted', input: { text: '和平里停水' }, wardCode: heping },
  ];
  it.each(rows)('$name', ({ input, wardCode }) => {
    expect(at(input).wardCode).toBe(wardCode);
  });
});

describe('traps', () => {
  const rows: { name: string; text: string; wardCode: string; places: string[] }[] = [
    { name: 'the mouth of a road is no street office', text: '中山路街道口堵车', wardCode: '', places: ['中山路'] },
    { name: 'a street office named after a road is one', text: '中山路街道办事处', wardCode: zhongshan, places: [] },
    { name: 'a community named after a road needs its ending', text: '人民路堵车', wardCode: '', places: [] },
    { name: 'a middle road of a district is no district', text: '宝山区中路堵车', wardCode: '', places: [] },
    { name: 'an avenue of a district is no district', text: '宝山区大道堵车', wardCode: '', places: [] },
    { name: 'a road that begins with a town is no town', text: '罗店大道堵车', wardCode: '', places: [] },
    { name: 'a numbered bus that begins with a district is none', text: '宝山18路不停', wardCode: '', places: [] },
    { name: 'the longer road wins over the community', text: '新城北路堵车', wardCode: heping, places: ['新城北路'] },
    { name: 'lamps and surfaces are no roads', text: '罗店路灯不亮', wardCode: luodian, places: [] },
    { name: 'a crossing in a town is in the town', text: '罗店镇路口堵车', wardCode: luodian, places: [] },
    { name: 'eleven is not one', text: '新城十一村停水', wardCode: '', places: [] },
    { name: 'a town elsewhere is elsewhere', text: '我是云南保山市人', wardCode: '', places: [] },
    {
      name: 'the names of a platform are no places',
      text: '打开和平社区通，社区互联、社区沟通都一样',
      wardCode: '',
      places: [],
    },
  ];
  it.each(rows)('$name', ({ text, wardCode, places }) => {
    const found = at({ text });
    expect({ wardCode: found.wardCode, places: found.places.map(({ name }) => name) }).toEqual({ wardCode, places });
  });
});

describe('misspelt names', () => {
  const rows: { text: string; wardCode: string }[] = [
    { text: '罗甸停水', wardCode: luodian },
    { text: '罗甸镇停水', wardCode: luodian },
    { text: '保山的路灯', wardCode: '310113' },
    { text: '新成一村停水', wardCode: xincheng1 },
    { text: '阳光院小区', wardCode: xincheng1 },
    { text: '心城一寸停水', wardCode: '' },
    { text: '新城医村停水', wardCode: '' },
    { text: '新城衣村停水', wardCode: '' },
    { text: '古村停水', wardCode: '' },
    { text: '干溪新村停水', wardCode: qianxi },
    { text: '乾溪新村停水', wardCode: qianxi },
  ];
  it.each(rows)('$text', ({ text, wardCode }) => {
    expect(at({ text }).wardCode).toBe(wardCode);
  });
});

describe('places', () => {
  it('are canonical, once each, title first, with their offsets', () => {
    const found = at({ title: '横五路堵车', text: '罗医门口和横五路、阳光苑小区' });
    expect(found.places).toEqual([
      { name: '横五路', kind: 'road', field: 'title', start: 0, end: 3 },
      { name: '罗店医院', kind: 'hospital', field: 'text', start: 0, end: 2 },
      { name: '阳光苑小区', kind: 'estate', field: 'text', start: 9, end: 14 },
    ]);
  });

  it('hold communities without their ending, and no streets', () => {
    expect(at({ text: '罗店镇新城一村居委会' }).places.map(({ name, kind }) => [name, kind])).toEqual([
      ['新城一村', 'community'],
    ]);
  });
});

describe('the estate', () => {
  it.each([
    ['the known estate of the field', { estate: '阳光苑' }, '阳光苑小区'],
    ['an unknown estate as the platform words it', { estate: ' 东方苑 ' }, '东方苑'],
    ['the estate that the text names', { text: '阳光苑停水' }, '阳光苑小区'],
    ['no estate of another ward', { wardHint: '顾村镇', text: '阳光苑停水' }, ''],
  ] as const)('is %s', (_, input, estate) => {
    expect(at(input).estate).toBe(estate);
  });
});

describe('gazetteerNames', () => {
  it('gives full and short forms and no misspellings', () => {
    const names = gazetteerNames(gazetteer);
    expect(names).toEqual(expect.arrayContaining(['罗店镇', '罗店', '新城一村', '阳光苑', '宝山20路', '罗医']));
    expect(names).not.toContain('罗甸');
  });
});
