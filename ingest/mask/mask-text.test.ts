import { describe, expect, it } from 'vitest';
import { maskText } from './mask-text.ts';
import { maskTokens } from './personal-data.ts';

const rows: { name: string; source: string; text: string }[] = [
  {
    name: 'a signature with a name, a room and two numbers',
    source: '我叫王小明，住新城一村5号楼302室，手机138 0013 8000，座机021-56781234。',
    text: '我叫〔姓名〕，住新城一村5号楼〔房号〕，手机〔手机号〕，座机〔座机号〕。',
  },
  {
    name: 'the second number of a post too',
    source: '13800138000或13900139000',
    text: '〔手机号〕或〔手机号〕',
  },
  { name: 'digits that markup splits', source: '<b>138</b><i>0013</i>8000', text: '<b>〔手机号〕' },
  { name: 'digits that zero-width characters split', source: '1\u200b3\u200b8\u200b00138000', text: '〔手机号〕' },
  { name: 'digits read aloud', source: '电话幺三八零零幺三八零零零', text: '电话〔手机号〕' },
  { name: 'a room read aloud', source: '五号楼三零二室漏水', text: '五号楼〔房号〕漏水' },
  { name: 'an honorific stays behind the name', source: '联系人：欧阳女士', text: '联系人：〔姓名〕女士' },
  { name: 'a plate for new energy', source: '沪AD12345占道', text: '〔车牌〕占道' },
  {
    name: 'a name that only its number tells',
    source: '张伟（电话138 0013 8000）',
    text: '〔姓名〕（电话〔手机号〕）',
  },
  { name: 'a member of a group, and no office', source: '@张三 @李书记 漏水', text: '@〔姓名〕 @李书记 漏水' },
  { name: 'a room in a nickname', source: '李阿姨(6-502)：漏水', text: '李阿姨(6〔房号〕)：漏水' },
  { name: 'a name in pinyin', source: '联系人：Zhang Xiaoming', text: '联系人：〔姓名〕' },
  {
    name: 'accounts',
    source: '微信：li_2008，QQ12345678，邮箱a.b@example.com',
    text: '微信：〔微信号〕，QQ〔QQ号〕，邮箱〔邮箱〕',
  },
  {
    name: 'public numbers, roads, dates and amounts stay',
    source: '2020年12月12日拨打12345，宝山20路在5号楼前绕行，维修费13800元，工单编号20201212138001380001',
    text: '2020年12月12日拨打12345，宝山20路在5号楼前绕行，维修费13800元，工单编号20201212138001380001',
  },
];

describe('maskText', () => {
  it.each(rows)('masks $name', ({ source, text }) => {
    expect(maskText(source).text).toBe(text);
  });

  it('counts what it found by kind', () => {
    expect(maskText('13800138000或13900139000，沪A12345').found).toEqual([
      { kind: 'mobile', count: 2 },
      { kind: 'plate', count: 1 },
    ]);
  });

  it('changes nothing the second time', () => {
    for (const { source } of rows) {
      const once = maskText(source).text;
      expect(maskText(once)).toEqual({ text: once, found: [] });
    }
    const tokens = Object.values(maskTokens).join('');
    expect(maskText(tokens).text).toBe(tokens);
  });
});
