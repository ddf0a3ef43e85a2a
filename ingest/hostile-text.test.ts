import { describe, expect, it } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import { buildGazetteer } from './locate/gazetteer.ts';
import { locate } from './locate/locate.ts';
import { maskText } from './mask/mask-text.ts';
import { normaliseText } from './normalise/normalise-text.ts';
import { checkRawItem } from './raw-item.ts';

const gazetteer = buildGazetteer(
  districtSchema.parse({
    code: '310113',
    name: '宝山区',
    streets: [
      {
        code: '310113101',
        name: '罗店镇',
        communities: [
          { code: '310113101001', name: '新城一村居委会', estates: [{ name: '阳光苑阳光苑阳光苑阳光苑' }] },
        ],
      },
    ],
    departments: [{ code: 'cg', name: '城管局', line: '城管' }],
    routing: [{ topic: '', lead: 'cg' }],
  }),
);

/** Everything that is done to a text and to the fields around it. */
function clean(source: string): void {
  const { text } = normaliseText(source);
  maskText(source);
  if (text !== source) maskText(text);
  const field = source.slice(0, 200);
  locate({ title: field, text: source, wardHint: field, estate: field, sourceWard: '310113' }, gazetteer);
  const item = { externalId: '1', kind: 'post', publishedAt: '2020-12-12T01:30:00.000Z', text: source };
  checkRawItem(item, { now: new Date('2020-12-12T02:00:00.000Z'), history: false });
}

/** Beginnings of everything that a pattern looks for: alone and repeated, they are what makes a bad pattern slow. */
const beginnings = [
  '<',
  '<a href=',
  '<!--',
  '<script>',
  '&',
  '&#',
  '1',
  '1 ',
  '1-',
  '138',
  '１',
  '一',
  '〇-',
  '(',
  '（guān）',
  '！',
  ' ',
  ' \n',
  '谢谢',
  '您好，',
  '尊敬的',
  '“',
  '县',
  '宁河县| ',
  '微信',
  '微信号：',
  'Q',
  '我是',
  '姓名：',
  '先生',
  '王',
  '阿·',
  '5号楼',
  '单元',
  '3-',
  '弄5号',
  'a@',
  'a.',
  'A',
  'é',
  '浣',
  '關',
  '\u0001',
  '\u200b',
  '\u0301',
  '💧',
  '沪A·',
  '0571-',
  '6222 ',
  '310113',
  '罗',
  '阳光苑',
  '宝山区中',
  '*',
];
/** More to mix with them. */
const pieces = [
  ...beginnings,
  '-->',
  '</script>',
  '&amp;',
  '&#x4e2d;',
  '&nbsp;',
  '0',
  '关(',
  '。',
  '\n',
  '\t',
  '\u3000',
  '领导：',
  '山东省',
  'QQ',
  'v',
  '我叫王',
  '欧阳',
  '2单元',
  '室',
  '@',
  'ä½ ',
  '浣犲',
  '锟斤拷',
  '乾',
  '\u0002',
  '\u202e',
  '\ufeff',
  '\u0336',
  '👨‍👩‍👧',
  '\ud83d',
  '\udc00',
  '\ufffd',
  '\ufdfa',
  '沪',
  '+86',
  '62',
  'x',
  '工单编号：',
  '身份证',
  '罗甸',
  '阳光院',
  '新城',
  '十',
  '路',
  '街道',
  '——',
  '_',
  '%',
  '$1',
  '\\',
  '\0',
];

/** A small repeatable generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomText(random: () => number): string {
  const length = 1 + Math.floor(random() * 40);
  const used = 1 + Math.floor(random() * 6);
  const own = Array.from({ length: used }, () => pieces[Math.floor(random() * pieces.length)]!);
  return Array.from({ length }, () => own[Math.floor(random() * used)]!).join('');
}

function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('hostile text', () => {
  it('never makes a step throw', () => {
    const random = seeded(20_201_212);
    for (let i = 0; i < 400; i++) {
      const source = randomText(random);
      expect(() => clean(source)).not.toThrow();
    }
  });

  // Linear steps take less than 0.05 s for 15 KB; a quadratic one takes more than a second.
  it('costs little even at 15 KB of one repeated beginning', () => {
    const slow = beginnings.filter((piece) => {
      const text = piece.repeat(Math.ceil(15_000 / piece.length));
      return cpuMilliseconds(() => clean(text)) > 400;
    });
    expect(slow).toEqual([]);
  }, 60_000);
});
