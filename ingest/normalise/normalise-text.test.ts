import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { normaliseText, type NormaliseNote, type Script } from './normalise-text.ts';

interface Row {
  name: string;
  source: string;
  text: string;
  notes?: NormaliseNote[];
  script?: Script;
}

const readable = '小区门口的路灯坏了三天没有人来修理。';
const farm =
  '宁河县 泊头市 山东省 湾仔区 上饶县 南和县 房山区 冀州市 华亭县 宁夏县 长泰县 昌平区 延庆县 大同市 海南省 凤城市';
const spamTail = `主站蜘蛛池模板: ${farm.split(' ').join('| ')}|`;

const rows: Row[] = [
  { name: 'plain text stays as it is', source: readable, text: readable, notes: [], script: 'simplified' },
  {
    name: 'traditional script becomes simplified and is told',
    source: '關於寶山區羅店鎮的聯動機制，裏面髒亂差',
    text: '关于宝山区罗店镇的联动机制，里面脏乱差',
    notes: ['traditional'],
    script: 'traditional',
  },
  {
    name: 'a name with a character of both scripts stays in simplified text',
    source: '乾溪新村的著名小吃',
    text: '乾溪新村的著名小吃',
    notes: [],
  },
  {
    name: 'toned glosses inside words go',
    source: '關(guān)鍵詞是聯(lián)動，發(fā)展',
    text: '关键词是联动，发展',
    notes: ['traditional', 'gloss'],
  },
  { name: 'a gloss with the phonetic ɡ goes', source: '关（ɡuān）键', text: '关键' },
  { name: 'a toneless gloss goes in the company of toned ones', source: '关(guān)键词(ci)在此', text: '关键词在此' },
  {
    name: 'ordinary brackets stay',
    source: '二期(A区)与物业(app)和公园(park)',
    text: '二期(A区)与物业(app)和公园(park)',
    notes: [],
  },
  {
    name: 'mojibake beyond repair is told',
    source: '叭欢麄儗ι鐓^',
    text: '叭欢麄儗ι镦^',
    notes: ['mojibake', 'traditional'],
  },
  { name: 'lost bytes are told', source: '锟斤拷锟斤拷小区', text: '锟斤拷锟斤拷小区', notes: ['mojibake'] },
  {
    name: 'one unreadable line is cut out of a post that can be read',
    source: `${readable}\n叭欢麄儗ι鐓^叭欢麄儗ι鐓^\n${readable}`,
    text: `${readable}\n〔乱码〕\n${readable}`,
    notes: ['unreadable_cut'],
  },
  {
    name: 'lost bytes are cut out of the sentence that holds them',
    source: '北门的路灯坏了三天锟斤拷锟斤拷没有人来修',
    text: '北门的路灯坏了三天〔乱码〕没有人来修',
    notes: ['unreadable_cut'],
  },
  {
    name: 'UTF-8 read as GBK is read again',
    source: iconv.decode(Buffer.from('小区的路灯坏了三天'), 'gbk'),
    text: '小区的路灯坏了三',
    notes: ['mojibake_repaired'],
    script: 'simplified',
  },
  {
    name: 'UTF-8 read as Latin-1 is read again',
    source: Buffer.from(readable).toString('latin1'),
    text: readable,
    notes: ['mojibake_repaired'],
  },
  {
    name: 'UTF-8 read as Windows-1252 is read again',
    source: iconv.decode(Buffer.from('收物业费'), 'win1252'),
    text: '收物业费',
    notes: ['mojibake_repaired'],
  },
  {
    name: 'GBK read as Latin-1 is read again',
    source: iconv.encode(readable, 'gbk').toString('latin1'),
    text: readable,
    notes: ['mojibake_repaired'],
  },
  {
    name: 'one bad line among good ones is repaired alone',
    source: `${readable}\n浣犲ソ\n${readable}`.replace('浣犲ソ', iconv.decode(Buffer.from('希望早日解决问题'), 'gbk')),
    text: `${readable}\n希望早日解决问题\n${readable}`,
    notes: ['mojibake_repaired'],
  },
  {
    name: 'a phone number crossed out with × is no mojibake',
    source: '电话号码177××××1292',
    text: '电话号码177××××1292',
    notes: [],
  },
  {
    name: 'one traditional character is a slip',
    source: '改造后也沒动静',
    text: '改造后也没动静',
    script: 'simplified',
  },
  { name: 'a road number in brackets is no gloss', source: '高速城区（g4）扩建（shang4）', text: '高速城区（g4）扩建' },
  { name: 'an addressee with a colon goes', source: '区政府领导：路灯不亮', text: '路灯不亮' },
  {
    name: 'a nickname and receipt go from a reply',
    source: '“A0023”：您好！您的留言已收悉。现将有关情况回复如下：已派人修理。',
    text: '已派人修理。',
  },
  { name: 'rare names are no mojibake', source: '犇鑫苑的翀翀小朋友走失', text: '犇鑫苑的翀翀小朋友走失', notes: [] },
  {
    name: 'junk tags and entities become text',
    source: '<li id="3" class=x>路灯&nbsp;坏了<br/>不亮</li>',
    text: '路灯 坏了\n不亮',
    notes: ['html'],
  },
  { name: 'doubly escaped tags go', source: '&amp;lt;p&amp;gt;停水&lt;/p&gt;两天', text: '停水\n两天' },
  {
    name: 'scripts, styles and comments go with their content',
    source: '停<script>if (a<b) x()</script>电<!-- <b>注 --><style>p{}</style>了',
    text: '停电了',
  },
  { name: 'an unclosed script swallows nothing', source: '停电<script>了', text: '停电了' },
  { name: 'a tag cut at the end goes', source: '路灯坏了<li id=', text: '路灯坏了' },
  { name: 'comparisons in prose stay', source: '室温<18度，a <b 时 c> d', text: '室温<18度，a <b 时 c> d', notes: [] },
  { name: 'numeric entities decode, forbidden ones vanish', source: '&#20572;&#x7535;&#0;&#xd800;', text: '停电' },
  {
    name: 'full-width digits and letters become ASCII and Chinese punctuation stays',
    source: '第１２３号，Ａ座：１００％',
    text: '第123号，A座：100%',
  },
  { name: 'compatibility characters are unfolded', source: '①号楼２０㎡⼈', text: '1号楼20m2人' },
  {
    name: 'zero-width, bidi and control characters go',
    source: '电\u200b梯\u202e坏\u0007了\ufeff\u00ad。',
    text: '电梯坏了。',
    notes: ['invisible'],
  },
  {
    name: 'emoji, families and stickers go',
    source: '电梯💧坏👨‍👩‍👧了[捂脸]1️⃣',
    text: '电梯坏了1',
    notes: ['invisible', 'emoji'],
  },
  { name: 'stacked accents go', source: '漏̶̷̸水', text: '漏水' },
  {
    name: 'a farm of bare names behind the text goes',
    source: `${readable} 昌平 顺义 通州 大兴 房山 怀柔 平谷 密云 延庆 静海 宁河 蓟州 武清 宝坻 正定 栾城 藁城 鹿泉`,
    text: readable,
    notes: ['spam_tail'],
  },
  { name: 'a link farm behind the text goes', source: `${readable}${spamTail}`, text: readable, notes: ['spam_tail'] },
  { name: 'a link farm without separators goes', source: `${readable}${farm.replaceAll(' ', '')}`, text: readable },
  {
    name: 'the sections of an estate are no link farm',
    source: '涉及阳光城一区、二区、三区、四区、五区、六区、七区、八区、九区、十区、东区、西区、南区',
    text: '涉及阳光城一区、二区、三区、四区、五区、六区、七区、八区、九区、十区、东区、西区、南区',
    notes: [],
  },
  {
    name: 'a greeting and a closing go',
    source: '尊敬的领导您好！小区电梯坏了，请尽快处理。谢谢！',
    text: '小区电梯坏了，请尽快处理。',
    notes: ['boilerplate'],
  },
  { name: 'a greeting by name goes', source: '尊敬的胡书记：您好！路灯不亮', text: '路灯不亮' },
  { name: 'neighbours are greeted too', source: '各位邻居大家好，明天停水', text: '明天停水' },
  { name: 'a word about leaders stays', source: '领导不作为，天天堵车', text: '领导不作为，天天堵车', notes: [] },
  { name: 'thanks alone stay', source: '谢谢物业！', text: '谢谢物业！' },
  { name: 'a greeting alone stays', source: '您好！', text: '您好！' },
  {
    name: 'the opening of an official reply goes',
    source: '网友“A0001”您好！您反映的问题已收悉。现将有关情况回复如下：路灯已修复。',
    text: '路灯已修复。',
  },
  {
    name: 'white space collapses to one space or line end',
    source: ' 停\t\t水 \r\n\r\n \n了\u3000\u3000吧 ',
    text: '停 水\n了 吧',
  },
  { name: 'shouting is shortened', source: '停水！！！！！！！！', text: '停水！！！' },
  {
    name: 'English is told as Latin',
    source: 'The lamp near No.5 is broken',
    text: 'The lamp near No.5 is broken',
    script: 'latin',
  },
  { name: 'no words at all', source: ' \u200b🙂', text: '', script: 'none' },
];

describe('normaliseText', () => {
  it.each(rows)('$name', ({ source, text, notes, script }) => {
    const result = normaliseText(source);
    expect(result).toEqual({ text, notes: notes ?? result.notes, script: script ?? result.script });
  });

  it('changes nothing the second time', () => {
    for (const { source } of rows) {
      const once = normaliseText(source).text;
      expect(normaliseText(once).text).toBe(once);
    }
  });
});
