/** Thanks that are the matter itself, not the closing formula of a complaint. */
const THANKS = /感谢信|表扬信|锦旗|点赞|表扬|致谢|好人好事|拾金不昧|致敬|好样的|感谢|谢谢|多谢|鸣谢|感恩/g;
/** The same words, to be asked for first: nearly every text ends there. */
const MENTIONS_THANKS = new RegExp(THANKS.source);
const OPENING = /^[^，。！？]{0,6}(感谢|谢谢|多谢|表扬|点赞|致谢|鸣谢|感恩|为.{1,12}点赞|给.{1,16}(点赞|送锦旗))/;
/** Something went well. */
const GOOD =
  /及时|热心|修好|解决了|处理好|辛苦|暖心|好样|满意|负责|耐心|周到|高效|贴心|终于|帮助了|帮了|救了|找回|归还|干净了|值得|真好|很好|敬业|感动|温暖|优质|迅速|很快/;
/** Something is still wrong, or is asked for: then thanks are manners. */
const STILL_WRONG =
  /但是|可是|然而|不过|仍然|依然|依旧|至今|还没|还是没|没人|无人|不满|投诉|举报|要求|希望尽快|请尽快|尽快解决|严重|为什么|为何|何时|什么时候|怎么办|请问|咨询|能否|能不能|是否|恳请|望.{0,6}(解决|处理|回复)|建议|[?？]/;
const POLITE =
  /(感谢|谢谢|多谢)(您?们?的?|各位|领导|大家|政府|相关部门|书记|市长|.{0,8}(关注|支持|理解|答复|回复|百忙))[^，。！]{0,8}[!！。~～]*$|(谢谢|感谢|多谢)[!！。~～ ]*$/;

interface Said {
  title: string;
  text: string;
}

/**
 * The words of praise when the text as a whole is praise or thanks, else an empty list. A complaint that ends with
 * 谢谢 is none, nor is one that thanks and goes on to ask.
 */
export function praiseWords({ title, text }: Said): string[] {
  if (!MENTIONS_THANKS.test(title) && !MENTIONS_THANKS.test(text)) return [];
  const head = title || text.slice(0, 30);
  const wrong = STILL_WRONG.test(title) || STILL_WRONG.test(text);
  const opens = OPENING.test(head) && !STILL_WRONG.test(head);
  const said = `${title}。${text.replace(POLITE, '')}`.match(THANKS);
  if (said === null) return [];
  const words = [...new Set(said)];
  if (opens && !wrong) return words;
  if (/表扬信|感谢信|锦旗|好人好事|拾金不昧/.test(head)) return words;
  return !wrong && GOOD.test(text + title) ? words : [];
}
