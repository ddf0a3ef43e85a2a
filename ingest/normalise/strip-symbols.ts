/** Lines ends of other systems: vertical tab, form feed, NEL, line and paragraph separator. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/**
 * What cannot be seen but splits words or reorders them: controls, format and bidi characters, fillers,
 * variation selectors, private use, and the marks of lost objects or bytes.
 */
const INVISIBLE = new RegExp(
  [
    String.raw`[\p{Cf}\p{Co}\u3164\uffa0\ufffc\ufffd]`,
    // Combining joiner, Hangul fillers, Khmer and Mongolian invisibles, variation selectors.
    String.raw`[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
    String.raw`(?![\n\t])\p{Cc}`,
  ].join('|'),
  'gu',
);
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3]/gu;
/** WeChat writes its stickers and attachments as words in brackets. */
const BRACKETED =
  /\[(?:微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|吐|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|右哼哼|鄙视|委屈|快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|社会社会|旺柴|好的|打脸|哇|翻白眼|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|强|弱|握手|胜利|抱拳|勾引|拳头|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|菜刀|炸弹|便便|月亮|太阳|庆祝|礼物|红包|發|福|烟花|爆竹|猪头|跳跳|发抖|转圈|图片|视频|语音|表情|动画表情|链接|位置|文件)\]/g;
/** Stacked accents ("zalgo") and accents on Han characters carry no meaning. */
const STACKED_MARKS = /(?<=\p{Script=Han})\p{M}+|\p{M}{2,}/gu;

/** Drops what cannot be seen; line ends become `\n`. */
export function stripInvisible(text: string): string {
  return text.replace(LINE_ENDS, '\n').replace(INVISIBLE, '');
}

/** Drops emoji, stickers written in brackets and stacked accents, which would split words or become tokens. */
export function stripEmoji(text: string): string {
  return text.replace(BRACKETED, '').replace(EMOJI, '').replace(STACKED_MARKS, '');
}
