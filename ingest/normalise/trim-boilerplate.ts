/** Who is greeted: an office holder, the neighbours, or (in replies) the writer of the post. */
const TITLE =
  '领导|书记|市长|区长|县长|镇长|局长|主任|主席|部门|同志|居民|业主|邻居|网友|市民|朋友|群众|先生|女士|用户|来信人|楼主';
const HELLO = '[您你]们?好|大家好|早上好|上午好|下午好|晚上好|好';
const END = '[\\s，,。！!：:；;、~～]';
const greetings = [
  new RegExp(
    `^(?:尊敬的|敬爱的|亲爱的)[^，,。！!：:？?\\n]{0,16}?(?:${TITLE})(?:们)?[”"』」]?${END}*(?:(?:${HELLO})${END}*)?`,
  ),
  new RegExp(
    `^(?:各位|诸位|广大)?(?:[\\u4e00-\\u9fff]{0,3})(?:${TITLE})(?:们)?(?:[“"‘][^”"’\\n]{1,20}[”"’])?${END}*(?:${HELLO})(?=${END})${END}*`,
  ),
  new RegExp(
    `^(?:[您你]们?好|大家好|早上好|上午好|下午好|晚上好)(?=${END})${END}*(?:(?:各位)?(?:${TITLE})(?:们)?${END}+)?`,
  ),
  new RegExp(`^(?:各位|诸位)(?:${TITLE})(?:们)?${END}+`),
];
/** A title with a colon is a greeting without any hello: A市政府领导：… */
const addressee = new RegExp(
  `^[^，,。！!：:？?\\s]{0,10}(?:${TITLE})(?:们)?[：:]${END}*(?:(?:${HELLO})(?=${END})${END}*)?`,
);
const nickname = new RegExp(`^[“"‘][^”"’\\n]{1,20}[”"’]${END}*(?:${HELLO})(?=${END})${END}*`);
/** How an official reply begins before it says anything. */
const replyOpeners = [
  /^(?:感谢|谢谢)[您你](?:对[^，,。\n]{1,20}的?(?:关注|关心|支持|信任|监督|理解)[^，,。\n]{0,12})?[。！!，,\s]+/,
  /^(?:首先)?(?:非常)?感谢[您你]的(?:来信|留言|支持|关注|信任)[。！!，,；;\s]*/,
  /^(?:[您你](?:的|所|反映|提出|咨询|投诉|来信|通过)[^，,。！!\n]{0,30}|来信|来电|留言)(?:已)?(?:收悉|获悉|知悉|收到)[。！!，,；;\s]*/,
  /^(?:现|经[^，,。\n]{1,12}(?:核实|调查|核查|了解)[，,]?现?)(?:就|将)?[^，,。：:\n]{0,20}(?:回复|答复|反馈|说明)(?:如下)?[：:]\s*/,
  /^(?:回复|答复)如下[：:，,]\s*/,
];
const CLOSERS =
  /[\s，,。！!；;~～]*(?:(?:谢谢|多谢|感谢|跪谢)(?:各位)?(?:领导|您|你们|大家|了)*|此致\s*敬礼|此致|敬礼|盼复|望回复|请回复|盼望回复|为盼|为谢)[\s，,。！!；;~～]*$/;

const openers = [...greetings, addressee, nickname, ...replyOpeners];

// Greetings come in twos and threes (尊敬的领导：您好！); the window keeps the cost constant.
const MAX_PASSES = 4;
const HEAD = 120;
const TAIL = 60;
// What is left must still say something: 谢谢物业! is the message, not its end.
const MIN_LEFT = 4;

/** Cuts greetings, reply openers and closing formulas. Never leaves less than a short phrase. */
export function trimBoilerplate(text: string): string {
  let rest = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const shorter = cutHead(cutTail(rest));
    if (shorter === rest || shorter.trim().length < MIN_LEFT) break;
    rest = shorter;
  }
  return rest;
}

function cutHead(text: string): string {
  const head = text.slice(0, HEAD);
  for (const pattern of openers) {
    const match = pattern.exec(head);
    if (match && match[0].length > 0) return text.slice(match[0].length);
  }
  return text;
}

function cutTail(text: string): string {
  const match = CLOSERS.exec(text.slice(-TAIL));
  // The full stop of the last sentence belongs to it.
  return match
    ? text.slice(0, text.length - match[0].length) + (/^[\s]*[。！!]/.test(match[0]) ? match[0].trimStart()[0] : '')
    : text;
}
