/** A day and a clock as the tools and languages write them, as sources of patterns; which of them is a time, parse-time decides. */
export const DATE = String.raw`\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)`;
export const CLOCK = String.raw`(?:(?:凌晨|[清早]晨|早上|上午|中午|下午|傍晚|晚[上间]) ?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,3})?)?(?: ?[AP]M)?`;
export const TIME = `${DATE},?[ T]${CLOCK}`;
/** A day that counts from when it was copied: 昨天, 12-11, 星期三. */
export const NEAR_TIME = String.raw`(?:昨天|前天|今天|星期[一二三四五六日]|\d{1,2}[-/]\d{1,2}|\d{1,2}月\d{1,2}日) ?${CLOCK}`;
/** 星期六 behind a day. */
export const WEEKDAY = '(?: ?[(（]?(?:星期|周)[一二三四五六日天][)）]?)?';
