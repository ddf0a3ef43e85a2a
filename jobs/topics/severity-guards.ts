/** Drills, lessons, stories: the hazard is a subject of talk. */
const TALK =
  /演练|演习|培训|讲座|宣传|普法|知识|模拟|逃生体验|应急预案|招标|公告|科普|案例|电影|电视剧|小说|急救课|安全课|入户检查|提示|入刑|预防/;
/** Talk that is asked for or missing is part of a complaint: 从没做过消防演练, 希望加强宣传. */
const TALK_WANTED = /(没有?|从未|从不|缺乏|加强|希望|应该|不).{0,6}(演练|演习|培训|宣传|预案|预防)/;
/** It is over. */
const OVER =
  /(已经?|都|均)(修好|修复|扑灭|救出|救下|处理|解决|恢复|排除|解除|控制住|灭)|修好了|扑灭了|灭了|救出来|救下|恢复供|处理完|虚惊|没有?人受伤|恢复正常|重建|没事了|摔了一跤，没事/;
/** It was once. */
const ONCE = /去年|前年|[一二三四五六七八九十几多\d]年前|以前|曾经|小时候|当年|上个世纪|前几年|历史上|20\d\d年/;
/** … and is again, or still. */
const AGAIN = /又|再次|再度|至今|仍|依然|还在|还没|反复|多次|现在还|没修好|未修好|没有修好/;
const FALSE_ALARM = /误报|误会|谣言|误以为|以为是|原来是/;
const DENIED =
  /(没有|没|未|不是|并非|不会|不要再?|以防|防止|防范|预防|避免|杜绝|严禁|谨防|远离|防)(再|发生|出现|人|任何|过){0,2}$/;
/** Something that may happen is no emergency yet, whatever it is. */
const MIGHT =
  /(万一|如果|假如|一旦|要是|倘若|可能|担心|怕|以免|免得|会不会|容易|若|会引发|会造成|会导致|引发|易|极易|造成)[^，,]{0,10}$/;
/** Questions about rules and prices name the thing, not the danger. */
const RULES =
  /怎么(交|缴|买|办理|申请|开通|安装|报名|认定)|多少钱|什么(材料|条件|手续)|需要多久|报名|哪里(买|办)|在哪里$|标准是|几点|促销|打折|收费标准|怎么走|好玩/;
/** A threat is a threat even as an if. */
const THREAT = /扬言|放火|同归于尽|要炸|持刀|拿刀/;

/** It missed. */
const NEARLY = /(差点|险些|差一点)儿?$/;

const MIGHT_LEVEL = 1;
const NEARLY_LEVEL = 2;
const NO_CHANGE = 3;
/**
 * A call for help comes to the point. In 4 326 letters to a city, hazards named later than this were arguments
 * ("… and what if there is a fire?"), not emergencies.
 */
const URGENT_WITHIN = 150;
const LATE_LEVEL = 2;
/** In a short text the guard may stand in a neighbouring sentence (明天消防演练。届时会有浓烟). */
const SHORT_TEXT = 60;

export interface PlacedHit {
  word: string;
  /** Offset in its sentence. */
  start: number;
}

export interface Surroundings {
  sentence: string;
  /** Offset of the sentence in the text. */
  offset: number;
  whole: string;
}

function isOnlyTalk({ sentence, whole }: Surroundings, before: string): boolean {
  const scope = whole.length <= SHORT_TEXT ? whole : sentence;
  if (FALSE_ALARM.test(scope) || DENIED.test(before) || RULES.test(sentence)) return true;
  if (TALK.test(scope) && !TALK_WANTED.test(scope)) return true;
  return (OVER.test(scope) || ONCE.test(scope)) && !AGAIN.test(scope);
}

/**
 * The highest severity that a hit may keep where it stands: 0 when it is a drill, over, denied or a question about
 * rules, 1 when it only might happen, 2 when it nearly happened or is told late in a long text, else 3.
 */
export function severityCap(hit: PlacedHit, surroundings: Surroundings): 0 | 1 | 2 | 3 {
  const { sentence, offset } = surroundings;
  const clauseStart = Math.max(sentence.lastIndexOf('，', hit.start), sentence.lastIndexOf(',', hit.start)) + 1;
  const before = sentence.slice(clauseStart, hit.start);
  if (isOnlyTalk(surroundings, before)) return 0;
  if (MIGHT.test(before) && !THREAT.test(hit.word)) return MIGHT_LEVEL;
  if (NEARLY.test(before)) return NEARLY_LEVEL;
  return offset + hit.start > URGENT_WITHIN ? LATE_LEVEL : NO_CHANGE;
}
