import type { ChatMessage } from './chat-message.ts';

/**
 * What a chat line does, judged on its own words: `demand` raises a matter, `agree` seconds one (我家也是, 还没修好),
 * `noise` is greeting, thanks, sticker, 接龙, trade; `talk` is everything else and counts only inside a thread.
 */
export type LineUse = 'demand' | 'agree' | 'talk' | 'noise';

/** WeChat writes stickers and media as [捂脸], [图片: …]; emoji and signs carry no words either. */
const SIGNS = /\[[^[\]]{1,80}\]|\uFE0F|[\p{Extended_Pictographic}\p{P}\p{S}\p{Z}\p{Cf}\s]/gu;
const MENTION = /@[^\s@\u2005]{1,20}[\s\u2005]?/gu;

const GREETING =
  /^(?:大家|各位|邻居们?|群里|亲们)?(?:早上?|上午|中午|下午|晚上?)?(?:好呀?|好啊|安|早|您好|你好|早安|午安|晚安|新年好|节日快乐|周末愉快|生日快乐)+(?:大家|各位|邻居们?)?$/u;
const THANKS =
  /^(?:(?:好的?|嗯+|哦+|噢|行|可以|收到|知道了?|明白了?|了解|谢谢?(?:您|你|了|啦|大家|分享|书记|物业|师傅|社区|主任|居委|各位)*|多谢|感谢(?:分享)?|(?:书记|物业|师傅|社区|你们|大家)?辛苦了?|辛苦啦|不客气|哈+|呵+|嘿+|赞|点赞|厉害|支持|加油|恭喜|同上|顶|ok|1+|6+|\d)(?:啦|了|哈|呀|啊|吧)?)+$/iu;
const AGREE =
  /^(?:\+1|加一|同求|同问|同感|一样|我也|我家也(?:是|一样|没|有)?|我们(?:家|楼|这|这边|这栋|楼栋)?也(?:是|一样|没|有)?|\d+(?:栋|号楼|幢|单元)?也(?:是|一样|没|有)?|是的?啊?|是呀|对啊?|对的|确实|没错|就是)/u;
/** 水喷得越来越高了: goes on about a matter that somebody raised, without saying which. */
const GOES_ON = /越来越|还在|还没(?:有人|好|修|来|处理|清)|(?:更|又)(?:大|多|严重|厉害)了/u;
const CHAIN = /接龙|^#[^\n]{0,40}\n?1[.、．]/u;
const CHAIN_LINES = /(?:^|\n)\s*1[.、．][^\n]+\n\s*2[.、．]/u;
const TRADE =
  /团购|拼单|拼团|代购|秒杀|优惠券|红包|砍一刀|帮点|投票链接|转让|求购|出租|二手|闲置|扫码进群|招聘|满减|包邮|特价/u;

/** Something is wrong, in the words that residents use for it. */
const TROUBLE =
  /坏|漏|堵|臭|异味|脏|吵|噪音|噪声|扰民|停水|停电|停气|断电|断水|没水|没电|没气|没暖气|没热水|积水|积灰|污水|返水|喷|爆|裂|塌|陷|倒(?:了|下|在|伏)|断(?:了|裂|掉)|撞|着火|起火|冒烟|火警|触电|漏电|被困|困在|卡住|卡在|失灵|故障|不亮|黑灯|摸黑|破损|脱落|松动|掉(?:下|落|了)|生锈|堆(?:满|着|在|了)|乱(?:停|扔|丢|堆|搭|贴|放|倒)|违(?:停|建|章)|占(?:用|了|道|着)|挡(?:住|着|了|路)|飞线|充电|抛物|遛狗|不牵绳|狗(?:叫|屎|粪)|咬|蚊子|老鼠|蟑螂|白蚁|垃圾|没人(?:管|清|扫|修|收|来)|不(?:管|清理|处理|来修|安全|开门|制冷|制热)|危险|偷|被盗|小偷|打架|闹事|油烟|烧烤|广场舞|施工|半夜|装修|拥堵|堵车|堵死|开不出|进不来|出不去|淹|溢|渗|霉|枯死|虫|飘絮|闪/u;
/** Somebody is asked to act. */
const ASK =
  /能不能|能否|可不可以|可以(?:修|加|装|清|处理|管|安排|增)|什么时候|啥时候|几时|多久|怎么(?:办|还|又|没|回事|解决|处理)|谁(?:管|来管|负责)|有没有人|麻烦|请(?:物业|居委|社区|书记|师傅|尽快|处理|帮|问|派|安排)|求(?:助|救|修|解决)|救命|帮忙|反映|投诉|举报|建议|希望|应该(?:加|装|修|管)|要求|报修|@(?:物业|书记|居委|社区|客服|管家|网格|主任)/u;
/** A demand is longer than an exclamation such as 又坏了. */
const SHORTEST_DEMAND = 5;
/** 就是这家，油烟直接往楼上冒: still about what was said; a long text that begins with 是的 stands for itself. */
const LONGEST_AGREEMENT = 40;
const RUMOUR = /听说|据说|网传|传言|谣传|有人说|都在传|不知(?:道)?真假|是真的(?:吗|么)|真的假的|求证|未经证实/u;
const NOTICE = /^【|温馨提示|通知|公告|倡议|各位(?:居民|业主|邻居)|亲爱的(?:居民|业主)|转发|请大家|请广大/u;
const DONE =
  /(?:已经?|都|刚)?(?:修好|修复|恢复|处理(?:好|完)|清理(?:好|完|干净)|解决(?:了|好)|疏通|更换(?:好|完|了)|搞定|关(?:好|掉)(?:了|阀)|拖走|清走|通(?:水|电|气)了)/u;
const NOT_DONE =
  /(?:马上|正在|准备|预计|尽快|会|争取|等|待|还没|未|没有?|明天|稍后|抓紧)[^，。！,!]{0,12}(?:修|恢复|处理|清理|解决|疏通|更换|通)/u;

/** The words of a line without mentions, stickers and signs. */
export function wordsOf(text: string): string {
  return text.replace(MENTION, '').replace(SIGNS, '');
}

/** What a line does; see {@link LineUse}. Staff lines are judged by {@link isNotice} and {@link saysDone} instead. */
export function readLine(message: Pick<ChatMessage, 'type' | 'text'>): LineUse {
  if (message.type !== 'text') return 'noise';
  const { text } = message;
  if (CHAIN.test(text) || CHAIN_LINES.test(text) || TRADE.test(text)) return 'noise';
  const words = wordsOf(text);
  if ((AGREE.test(text.trim()) || GOES_ON.test(text)) && words.length <= LONGEST_AGREEMENT) return 'agree';
  if (words.length < 2 || GREETING.test(words) || THANKS.test(words)) return 'noise';
  return isCued(text) ? 'demand' : 'talk';
}

/** Names a trouble or asks somebody to act, at some length. */
export function isCued(text: string): boolean {
  return (TROUBLE.test(text) || ASK.test(text)) && wordsOf(text).length >= SHORTEST_DEMAND;
}

/** 通知, 温馨提示 …: staff speaking to all, an answer to nobody. */
export const isNotice = (text: string): boolean => NOTICE.test(text.trimStart());

/** Staff says that the matter is done, not that it is about to be. */
export const saysDone = (text: string): boolean => DONE.test(text) && !NOT_DONE.test(text);

/** Hearsay: to be verified (待核实) before it may heat anything. */
export const isRumour = (text: string): boolean => RUMOUR.test(text);
