import { describe, expect, it } from 'vitest';
import { buildGazetteer, gazetteerNames } from '#ingest/locate/gazetteer.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import type { Document } from '#warehouse/model/document.ts';
import { cleanDocument, type CleaningContext } from './clean-document.ts';
import { groupingKey } from './document-rows.ts';

const gazetteer = buildGazetteer(
  districtSchema.parse({
    code: '310113',
    name: '宝山区',
    streets: [
      {
        code: '310113101',
        name: '罗店镇',
        communities: [{ code: '310113101001', name: '新城社区', estates: [{ name: '美兰湖苑' }] }],
      },
    ],
    departments: [{ code: 'cg', name: '城管局', line: '城管' }],
    routing: [{ topic: '', lead: 'cg' }],
  }),
);
const segmenter = createSegmenter({ extraWords: gazetteerNames(gazetteer).map((word) => ({ word, tag: 'ns' })) });
const context: CleaningContext = {
  sourceId: 'forum',
  sourceWard: '',
  now: new Date('2020-12-12T04:00:00.000Z'),
  history: false,
  gazetteer,
  segmenter,
  reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 1) },
};
const post = {
  externalId: 'p1',
  kind: 'post',
  publishedAt: '2020-12-12T01:30:00.000Z',
  reporter: 'u-1',
  text: '路灯不亮',
};

function cleaned(row: object, under: Partial<CleaningContext> = {}): Document {
  const outcome = cleanDocument({ ...post, ...row }, { ...context, ...under });
  if (outcome.kind !== 'accept') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

describe('text as it is found in the wild', () => {
  it.each(['社区通', '社区互联', '社区沟通', '社区交流', '社区链接', '社区传播'])(
    '%s is a platform and no community',
    (name) => {
      expect(cleaned({ text: `新城${name}上发了好几次也没有人回答` }).wardCode).toBe('');
    },
  );

  it.each([
    ['罗甸镇的美兰湖苑停水', '310113101001'],
    ['保山区罗店镇路灯不亮', '310113101'],
  ])('a place is known although it is misspelt: %s', (text, wardCode) => {
    expect(cleaned({ text }).wardCode).toBe(wardCode);
  });

  it('traditional script, readings in brackets, markup and a tail of county names leave the words', () => {
    const tail =
      '主站蜘蛛池模板: 宁河县| 泊头市| 房山区| 上饶县| 南和县| 冀州市| 华亭县| 长泰县| 昌平区| 延庆县| 大同市| 凤城市| 海南省';
    const { text } = cleaned({ text: `<li id="3">關(guān)於路燈(dēng)不亮，聯(lián)動處(chù)理</li>${tail}` });
    expect(text).toBe('关于路灯不亮，联动处理');
  });

  it('full-width digits, emoji and zero-width characters hide no telephone number', () => {
    const { text } = cleaned({ text: '电梯坏了😡请打１３８\u200B００１３８０００找我' });
    expect(text).toBe('电梯坏了请打〔手机号〕找我');
  });

  it('an unreadable title does not cost a readable post; an unreadable post is refused', () => {
    expect(cleaned({ title: '锟斤拷锟斤拷' })).toMatchObject({ title: '', text: '路灯不亮' });
    expect(cleanDocument({ ...post, text: '叭欢麄儗ι鐓^' }, context)).toMatchObject({
      kind: 'reject',
      reason: 'bad_encoding',
    });
  });

  it('hearsay of a chat heats nothing', () => {
    expect(cleaned({ kind: 'message', text: '听说要停水三天，煤气爆炸了', natureHint: '待核实' })).toMatchObject({
      severity: 0,
      nature: 'other',
    });
  });
});

describe('a new reporter key', () => {
  it('gives a new pseudonym that names its key, and changes nothing that the grouping looks at', () => {
    const before = cleaned({});
    const after = cleaned({}, { reporterSecret: { keyId: 'k2', key: Buffer.alloc(32, 2) } });
    expect([before.reporterKey.split('.')[0], after.reporterKey.split('.')[0]]).toEqual(['k1', 'k2']);
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(groupingKey(after)).toBe(groupingKey(before));
  });
});
