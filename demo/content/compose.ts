import type { Nature } from '#warehouse/model/document.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { SlotFiller } from './slots.ts';
import type { TopicTexts } from './topics.ts';
import { vary } from './vary.ts';

const openers: Record<Nature, string[]> = {
  complaint: [
    '',
    '',
    '',
    '反映一个问题，',
    '实在忍不住了来说一下，',
    '大家好，',
    '居委会您好，',
    '再次反映，',
    '求关注！',
  ],
  report: ['', '', '举报一下，', '向社区反映，', '你好，', '麻烦关注一下，'],
  help: ['', '', '求助，', '各位老师好，', '请帮帮忙，', '实在没办法了，'],
  consult: ['', '', '请问一下，', '咨询个问题，', '老师好，', '想问问，', '不懂就问，'],
  suggestion: ['', '', '提个建议，', '个人想法，', '大家看看行不行，', '抛砖引玉，'],
  praise: ['', '', '今天必须来说一声，', '忍不住点个赞，', '真心感谢，'],
  other: ['', '', '', '各位邻居，', '大家好，'],
};

const feelings: Partial<Record<Nature, string[]>> = {
  complaint: [
    '真的很影响生活',
    '我们都快崩溃了',
    '老人小孩都受不了',
    '说了多少遍了',
    '心里真不是滋味',
    '不知道该找谁',
    '业主意见很大',
    '我也是没办法才发出来',
    '希望不要再踢皮球',
    '天天如此',
    '住了十几年没见过这样的',
    '大家评评理',
  ],
  report: ['隐患太大了', '出了事谁负责', '看着就怕', '安全无小事', '别等出事才管'],
  help: ['心里很着急', '不知道怎么办才好', '晚上都睡不着', '家里就我一个人'],
  consult: ['打电话一直占线', '网上查不到', '老人不会用手机', '怕白跑一趟'],
  suggestion: ['不知道可不可行', '仅供参考', '大家一起想想办法', '众人拾柴火焰高'],
  praise: ['社区有温度', '心里暖暖的', '远亲不如近邻', '给你们点赞'],
};

const requests: Partial<Record<Nature, string[]>> = {
  complaint: ['请尽快处理', '希望有人管管', '请给个说法', '盼回复', '什么时候能解决', '请重视一下', '麻烦来人看看'],
  report: ['请尽快查处', '请有关部门来看看', '望及时处理', '希望早点整改'],
  help: ['请帮忙协调', '急等回复', '拜托了', '麻烦各位了'],
  consult: ['谢谢', '麻烦解答', '在线等', '请告知，谢谢'],
  suggestion: ['希望采纳', '请考虑一下', '谢谢'],
};

const closings = ['谢谢！', '谢谢', '谢谢大家', '辛苦了', '', '', '', '', '', '拜托', '谢谢居委会'];

/** How many details a person adds: most none or one, the talkative up to three. */
function detailCount(person: Person, random: Random): number {
  const wish = person.habits.talkative + random.next() - 0.7;
  return wish < 0 ? 0 : wish < 0.6 ? 1 : wish < 1 ? 2 : 3;
}

/** What an item is written from: who writes, about what, and the filler of its slots. */
export interface Draft {
  topic: TopicTexts;
  person: Person;
  fill: SlotFiller;
}

/** A title and a text, as a resident writes them. */
export interface Composed {
  title: string;
  text: string;
}

/** Beginnings of a question or wish: a name in front of them takes a comma. */
const asks = /^(请|听说|建议|能不能|想|希望|麻烦|有没有|哪|最近|今天|明天|上)/;

/** Two in three of the posts that do not name their estate by themselves do so in front. */
function nameEstate(lead: string, random: Random): string {
  if (lead.includes('{小区}') || random.chance(0.33)) return lead;
  return random.pick(['{小区}', '我们{小区}', '{小区}这边']) + (asks.test(lead) ? '，' : '') + lead;
}

/** A title of the topic, or the beginning of the text itself; two in five of the former name the estate. */
function composeTitle({ topic, fill }: Draft, lead: string, random: Random): string {
  if (random.chance(0.5))
    return (
      fill(lead)
        .split(/[，。！？]/)[0]
        ?.slice(0, 20) ?? ''
    );
  const title = random.pick(topic.titles);
  return fill(!title.includes('{小区}') && random.chance(0.4) ? `{小区}${title}` : title);
}

/** What a resident writes about a topic, before typing habits spoil it. */
export function compose(draft: Draft, random: Random): Composed {
  const { topic, person, fill } = draft;
  const { nature } = topic;
  const lead = random.pick(topic.leads);
  const parts = [random.pick(openers[nature]) + nameEstate(lead, random)];
  parts.push(...random.shuffle(topic.details).slice(0, detailCount(person, random)));
  const feeling = feelings[nature];
  if (feeling !== undefined && random.chance(0.15 + 0.3 * person.habits.talkative)) parts.push(random.pick(feeling));
  const request = random.chance(0.5) ? topic.requests : (requests[nature] ?? []);
  if (request.length > 0 && random.chance(0.6)) parts.push(random.pick(request));
  const text = vary(parts.map(fill).join(random.pick(['，', '，', '。', '。'])), random);
  const ending = /[。！？]$/.test(text) ? '' : random.pick(['。', '。', '！', '']);
  return { title: composeTitle(draft, lead, random), text: text + ending + random.pick(closings) };
}

/** The words of a resident told by a call taker, as hotline tickets are written. */
export function composeCall(draft: Draft, random: Random): Composed {
  const { topic, person, fill } = draft;
  const where = random.chance(0.85) ? `${person.community.street}${person.estate}，` : '';
  const opening = random.pick(['市民来电反映：', '来电人称，', '市民反映', '诉求人表示，', '市民来电说，']);
  const lead = random.pick(topic.leads);
  const detail = topic.details.length > 0 && random.chance(0.6) ? `，${fill(random.pick(topic.details))}` : '';
  const wish = random.pick([
    '要求相关部门核实处理',
    '希望尽快处理并回复',
    '现要求属地街镇协调解决',
    '请职能部门给予答复',
    '要求回电告知处理结果',
  ]);
  const told = vary(fill(where === '' ? lead : lead.replace(/^\{小区\}/, '')) + detail, random);
  return { title: composeTitle(draft, lead, random), text: `${opening}${where}${told}。${wish}。` };
}
