import type { Nature } from '#warehouse/model/document.ts';
import { praiseWords } from './praise.ts';

export interface NatureVerdict {
  nature: Nature;
  /** The words that decided. */
  words: string[];
}

interface Cue {
  nature: Nature;
  /** Words anywhere; each distinct one counts once. */
  words: RegExp;
  weight: number;
}

/** The word with which a title opens is the resident's own choice of form. */
const OPENINGS: [RegExp, Nature][] = [
  [/^(关于|我要|本人|再次|强烈|实名|紧急|继续)*举报/, 'report'],
  [/^(关于|我要|本人|再次|强烈|实名|紧急|继续)*投诉/, 'complaint'],
  [/^(我要|再次|紧急|急)?(求助|求救|救救|帮帮)/, 'help'],
  [/^(我|想|关于|再次)*(咨询|请问|请教|询问|想问|问一下|打听)/, 'consult'],
  [/^(几点|一点|关于|强烈|再次|提个|我的|诚恳|提出)*(建议|提议|倡议)/, 'suggestion'],
];

// 3: names the form itself; 1: typical of it; scores of several cues add up.
const CUES: Cue[] = [
  { nature: 'report', words: /举报|实名举报|检举/g, weight: 3 },
  {
    nature: 'report',
    words: /涉嫌|违法|非法|查处|取缔|赌博|贪污|受贿|无证|偷税|卖淫|黑车|诈骗|违规操作|冒充|造假/g,
    weight: 1,
  },
  { nature: 'complaint', words: /投诉|强烈不满/g, weight: 3 },
  {
    nature: 'complaint',
    words:
      /扰民|不作为|没人管|无人管|不管|严重影响|太差|乱收费|推诿|恶劣|态度差|忍无可忍|受不了|苦不堪言|噪音|噪声|恶臭|臭味|污染|坏了|反映|乱停|堵|拖欠|霸王|欺骗|脏|垃圾|占用|故障|漏水|质量差|乱象|踢皮球|吵|违建|不合理|刺鼻|隐患/g,
    weight: 1,
  },
  { nature: 'help', words: /求助|求救|救命|帮帮|救救/g, weight: 3 },
  {
    nature: 'help',
    words:
      /请求帮助|帮忙|帮助我|怎么办|走投无路|困难|请帮|帮我|无助|急需|求解决|为我们做主|做主|讨回|恳请|被困|困人|快来|快派人/g,
    weight: 1,
  },
  { nature: 'consult', words: /咨询|请问|请教|想问|询问|想了解|问一下/g, weight: 2.5 },
  {
    nature: 'consult',
    words:
      /是否|何时|什么时候|多久|如何|怎么|哪里|哪些|多少|能不能|能否|可以吗|[吗呢么](?=[?？。！，\s]|$)|[?？]|什么条件|什么手续|需要什么|标准是/g,
    weight: 0.8,
  },
  { nature: 'suggestion', words: /建议|提议|倡议|金点子/g, weight: 2.5 },
  {
    nature: 'suggestion',
    words: /希望能|可以考虑|是否可以|增设|增加|加强|完善|优化|应该|应当|呼吁|加快|延长|改为|推广|最好/g,
    weight: 0.8,
  },
];

/**
 * Something is wrong, or somebody is to see to it, in words that name no form. Read only where no cue decides: one in sixteen
 * of 4 326 real messages (路灯损坏，盼及时维修) says no more than this, and without a nature nobody would be counted.
 */
const TROUBLE =
  /损坏|破损|破败|坏掉|坏了|失修|停运|停水|停电|断电|断水|没水|没电|失灵|不亮|不通|不畅|不制冷|打不开|登录不|太低|太小|太高|太难|太暗|太慢|过高|开裂|裂缝|松动|掉落|脱落|坠落|塌|倾斜|生锈|积水|渗水|渗漏|漏电|溢|堵塞|泥泞|灰尘|扬尘|油烟|臭|异味|蚊虫|老鼠|蟑螂|泛滥|锁住|被堵|占道|霸占|侵占|私自|擅自|乱搭|乱扔|乱放|违停|违规|违纪|乱象|拖延|不退|退款|未到账|不发|不还|不开盘|不给|不让|不合格|不理|不处理|不解决|不作声|视而不见|置之不理|无人|没有人|没人|无处|强制|强迫|捆绑|欺压|骗|假|涉黄|老虎机|捂盘|质疑|维权|血本无归|危险|害人|难以|出行难|停车难|严重/g;
const REQUEST =
  /(请|盼|望|求|恳)[^，。！？\n]{0,14}(处理|解决|维修|修复|抢修|修一|检修|查一?查|核实|核查|制止|清理|整治|整改|治理|管管|管一管|管理|重视|关注|落实|安装|协调)|(尽快|及时|早日|马上|抓紧|立即)[^，。！？\n]{0,4}(处理|解决|维修|修|安装|清理|整改|恢复|落实)|亟待|亟需|诉求|讨要/g;
/** Who tells of a stop in water supply is its operator: an announcement asks for nothing. */
const ANNOUNCEMENT = /通知|公告|公示|温馨提示|特此|现将/;

function troubleIn(head: string, said: string): NatureVerdict {
  if (ANNOUNCEMENT.test(head)) return { nature: 'other', words: [] };
  const words = new Set([...(said.match(TROUBLE) ?? []), ...(said.match(REQUEST) ?? [])]);
  return { nature: words.size > 0 ? 'complaint' : 'other', words: [...words].slice(0, 5) };
}

/** Title words count this often: the title states the wish, the body tells the story. */
const TITLE_WEIGHT = 2.5;
/** The wish also stands at the end of the body; its middle tells what happened. */
const EDGE = 160;
const MIN_SCORE = 0.8;

function edges(text: string): string {
  return text.length <= 2 * EDGE ? text : `${text.slice(0, EDGE)}\n${text.slice(-EDGE)}`;
}

/** The nature of a text: 咨询 求助 投诉 举报 建议 表扬 其他, by how its title opens, else by weighted cues, else by trouble told without them. */
export function classifyNature({ title, text }: { title: string; text: string }): NatureVerdict {
  const praise = praiseWords({ title, text });
  if (praise.length > 0) return { nature: 'praise', words: praise };
  const head = title || text.slice(0, 30);
  for (const [pattern, nature] of OPENINGS) {
    const opening = pattern.exec(head);
    if (opening !== null) return { nature, words: [opening[0]] };
  }
  const body = edges(text);
  const scores = new Map<Nature, { score: number; words: Set<string> }>();
  for (const { nature, words, weight } of CUES) {
    const titleWords = title.match(words);
    const bodyWords = body.match(words);
    if (titleWords === null && bodyWords === null) continue;
    const inTitle = new Set(titleWords);
    const inBody = new Set(bodyWords);
    const entry = scores.get(nature) ?? { score: 0, words: new Set<string>() };
    entry.score += weight * (TITLE_WEIGHT * Math.min(2, inTitle.size) + Math.min(3, inBody.size));
    for (const word of [...inTitle, ...inBody]) entry.words.add(word);
    scores.set(nature, entry);
  }
  const best = [...scores].toSorted((a, b) => b[1].score - a[1].score)[0];
  if (best === undefined || best[1].score < MIN_SCORE) return troubleIn(head, `${title}\n${body}`);
  return { nature: best[0], words: [...best[1].words].slice(0, 5) };
}
