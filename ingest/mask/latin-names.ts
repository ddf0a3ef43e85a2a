import type { PersonalDataSpan } from './personal-data.ts';

/** Words behind which a name in Latin letters may follow. */
const CUE =
  /(?:我叫|我是|名叫|姓 ?名|名字[是叫]|本人|联系人|投诉人|反映人|举报人|来电人|诉求人|申请人|当事人|户主|署名|签名|落款)[\s:：是为,，(|】]{0,3}(?=[A-Za-z])/g;
const ENGLISH_CUE = /\b(?:my name is|(?:full )?name ?:|contact(?: person)? ?:|signed ?:?)\s{0,3}(?=[A-Z])/gi;
const WORDS = /[A-Za-z]{2,14}(?:[ ·.-][A-Za-z]{1,14}){0,2}/y;
const CAPITALISED = /^(?:[A-Z][a-z]{1,13})(?:[ ·.-][A-Z][a-z]{0,13}){0,2}/;
const FINALS =
  'iang|iong|uang|ang|eng|ong|ing|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u|v';
const SYLLABLE = `(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:${FINALS})`;
/** The commonest surnames in Hanyu Pinyin, the longer first. */
const SURNAME =
  'ouyang|zhang|huang|zheng|zhong|jiang|liang|xiong|cheng|zhao|yang|chen|zhou|zhu|xu|sun|song|tang|deng|dong|feng|peng|meng|gong|wang|fang|kong|zeng|shen|xiao|liao|qiao|guo|luo|zuo|gao|cao|mao|bao|shao|yao|hao|tao|pan|fan|tan|han|yan|lan|wan|duan|yuan|xuan|tian|qian|bian|jian|liu|qiu|niu|xue|yue|xia|jia|hua|cai|dai|bai|lai|hai|wei|lei|fei|pei|mei|jin|qin|lin|yin|xin|ren|wen|wu|lu|su|fu|hu|du|gu|mu|yu|ju|qu|he|xie|ye|ge|she|shi|li|yi|qi|ni|bi|mi|ma|sha|zou|hou|gou|lou|mo|bo|pu|an';
const PINYIN_NAME = new RegExp(`^(?:${SURNAME})(?:${SYLLABLE}){1,3}$`, 'i');

/** Names in pinyin, and English ones behind English words: 我叫 zhang wei, My name is Zhang San. */
export function findLatinNames(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of shadow.matchAll(CUE)) {
    const start = match.index + match[0].length;
    const length = pinyinLength(shadow, start);
    if (length > 0) found.push({ kind: 'name', start, end: start + length });
  }
  for (const match of shadow.matchAll(ENGLISH_CUE)) {
    const start = match.index + match[0].length;
    const name = CAPITALISED.exec(shadow.slice(start, start + 45))?.[0] ?? '';
    if (name !== '') found.push({ kind: 'name', start, end: start + name.length });
  }
  return found;
}

/** As many of the words as are a name together; 0 where none is. */
function pinyinLength(shadow: string, start: number): number {
  WORDS.lastIndex = start;
  let name = WORDS.exec(shadow)?.[0] ?? '';
  while (name !== '' && !PINYIN_NAME.test(name.replace(/[ ·.-]/g, '')))
    name = name.replace(/(?:^|[ ·.-])[A-Za-z]+$/, '');
  return name.length;
}
